import type { QueryClient } from '@tanstack/react-query'
import {
  act,
  type RenderHookOptions,
  type RenderHookResult,
  type RenderOptions,
  type RenderResult,
  render,
  renderHook,
} from '@testing-library/react'
import type { ReactNode } from 'react'
import { ownProvider } from './ownProvider'
import type { Scenes } from './scenes'
import { type OwnStage, prepareStage, type Stage } from './stage'
import { whileUsed } from './whileUsed'

/** What the page finds. */
export interface FrontdeskTestOptions {
  /** One scene, or several that make one. Default: Alice is signed in. */
  scene?: Scenes | undefined
  /** The provider's QueryClient. Default: a new one, unless the `wrapper` has one. */
  queryClient?: QueryClient | undefined
}

/** Testing Library's options, and what the page finds. */
export type RenderWithFrontdeskOptions = RenderOptions & FrontdeskTestOptions

/** Testing Library's result, and the stage. */
export type RenderWithFrontdeskResult = RenderResult &
  Stage & {
    /**
     * Opens another tab of the same browser, which shows the same. Its queries look in that tab alone; `screen` looks in all.
     */
    openTab(): Promise<RenderWithFrontdeskResult>
  }

/**
 * Renders a component, or a whole app with providers of its own, at a Frontend API in a box, with Testing Library. Resolves
 * when the page is as the scene says, so that `getBy…` finds what it shows. Everything ends with the unmount.
 *
 * @example
 * const { user, requests } = await renderWithFrontdesk(<Account />, { scene: signedIn({ as: alice }) })
 * screen.getByText('Hello Alice')
 */
export async function renderWithFrontdesk(
  ui: ReactNode,
  options: RenderWithFrontdeskOptions = {},
): Promise<RenderWithFrontdeskResult> {
  const { scene, queryClient, ...rest } = options
  const show = (stage: OwnStage, isFirst: boolean) =>
    render(ui, {
      ...rest,
      ...(!isFirst && ownPlace()),
      wrapper: wrapperOf(stage, queryClient, rest.wrapper),
    })
  return opened(await prepareStage(scene), show)
}

/** Testing Library's options of a hook, and what the page finds. */
export type RenderHookWithFrontdeskOptions<Props> = RenderHookOptions<Props> & FrontdeskTestOptions

/** Testing Library's result of a hook, and the stage. */
export type RenderHookWithFrontdeskResult<Result, Props> = RenderHookResult<Result, Props> &
  Stage & {
    /** Opens another tab of the same browser, which runs the same hook. */
    openTab(): Promise<RenderHookWithFrontdeskResult<Result, Props>>
  }

/**
 * Runs a hook at a Frontend API in a box, with Testing Library. Resolves when the page is as the scene says.
 *
 * @example
 * const { result, user } = await renderHookWithFrontdesk(() => useSession(), { scene: accounts([alice, bob]) })
 * expect(result.current.userId).toBe(user.id)
 */
export async function renderHookWithFrontdesk<Result, Props>(
  hook: (props: Props) => Result,
  options: RenderHookWithFrontdeskOptions<Props> = {},
): Promise<RenderHookWithFrontdeskResult<Result, Props>> {
  const { scene, queryClient, ...rest } = options
  const show = (stage: OwnStage) =>
    renderHook(hook, { ...rest, wrapper: wrapperOf(stage, queryClient, rest.wrapper) })
  return opened(await prepareStage(scene), show)
}

/** A second tab's queries look in that tab alone. */
function ownPlace() {
  const container = document.body.appendChild(document.createElement('div'))
  return { container, baseElement: container }
}

/** The provider of a stage, which ends with it. */
function wrapperOf(...provided: Parameters<typeof ownProvider>) {
  const Provider = ownProvider(...provided)
  const useStage = whileUsed(provided[0].close)
  return function Wrapper({ children }: { children: ReactNode }) {
    useStage()
    return <Provider>{children}</Provider>
  }
}

type Opened<Shown> = Shown & Stage & { openTab(): Promise<Opened<Shown>> }

async function opened<Shown extends object>(
  stage: OwnStage,
  show: (stage: OwnStage, isFirst: boolean) => Shown,
  isFirst = true,
): Promise<Opened<Shown>> {
  const shown = show(stage, isFirst)
  await act(stage.open)
  // What it comes to is rendered when they resolve.
  const inAct =
    <Parameters extends unknown[]>(task: (...parameters: Parameters) => Promise<void>) =>
    (...parameters: Parameters) =>
      act(() => task(...parameters))
  const { fapi, tab, user, requests, hold } = stage
  const result: Omit<Stage, 'frontdesk'> & { openTab(): Promise<Opened<Shown>> } = {
    fapi,
    tab,
    user,
    requests,
    hold,
    release: inAct(stage.release),
    mend: inAct(stage.mend),
    settle: inAct(stage.settle),
    advance: inAct(stage.advance),
    expire: inAct(stage.expire),
    signInElsewhere: inAct(stage.signInElsewhere),
    switchElsewhere: inAct(stage.switchElsewhere),
    signOutElsewhere: inAct(stage.signOutElsewhere),
    openTab: () => opened(stage.openStage(), show, false),
  }
  return Object.defineProperty(Object.assign(result, shown), 'frontdesk', {
    get: () => stage.frontdesk,
    enumerable: true,
  }) as Opened<Shown>
}
