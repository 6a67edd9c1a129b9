import type { FunctionComponent, ReactElement } from 'react'
import type { GlobalTypes, PreviewAddon } from 'storybook/internal/csf'
import { type CanvasStage, type Network, OnStage } from './onStage'
import * as scenes from './scenes'
import { prepareStage, type Stage } from './stage'
import { whileUsed } from './whileUsed'

export {
  type Afterwards,
  accounts,
  alice,
  bob,
  brokenFapi,
  type CastMember,
  carol,
  degraded,
  expired,
  type HandleOptions,
  loading,
  offline,
  pending,
  type RedirectedBack,
  rateLimited,
  redirectedBack,
  type Scene,
  type Scenes,
  type SignedInOptions,
  signedIn,
  signedOut,
} from './scenes'
export type { Stage } from './stage'

/** What a story says of itself. */
export interface FrontdeskParameters {
  frontdesk?: {
    /**
     * One scene, or several that make one. Default: Alice is signed in. Storybook merges a story's scene with that of its file;
     * an array takes its place.
     */
    scene?: scenes.Scenes | undefined
  }
}

/** What `withFrontdesk` reads of Storybook's context. */
export interface FrontdeskStoryContext {
  id: string
  parameters: { [name: string]: unknown } & FrontdeskParameters
  globals: { [name: string]: unknown }
  canvasElement: HTMLElement
}

const { alice, bob, carol } = scenes
const inToolbar: Record<string, scenes.Scene> = {
  signedIn: scenes.signedIn(),
  signedOut: scenes.signedOut,
  accounts: scenes.accounts([alice, bob]),
  pending: scenes.pending,
  loading: scenes.loading,
  degraded: scenes.degraded,
  offline: scenes.offline,
  expired: scenes.expired,
  rateLimited: scenes.rateLimited,
  brokenFapi: scenes.brokenFapi,
  redirectedBack: scenes.redirectedBack,
}
const people: Record<string, scenes.CastMember> = { alice, bob, carol }

/** On a docs page there are many canvases. */
const stages = new WeakMap<HTMLElement, CanvasStage & { key: string }>()

/**
 * A decorator: each story has a browser and a Frontend API in a box of its own, and a provider around it. Its scene stands
 * in `parameters.frontdesk`; the toolbar's counts before it.
 *
 * @example
 * // .storybook/preview.ts
 * export default { decorators: [withFrontdesk], globalTypes: frontdeskGlobalTypes }
 * // a story
 * export const TwoAccounts = { parameters: { frontdesk: { scene: accounts([alice, bob]) } } }
 */
export function withFrontdesk(Story: FunctionComponent, context: FrontdeskStoryContext): ReactElement {
  const { id, parameters, globals, canvasElement } = context
  const key = [id, globals.frontdeskScene, globals.frontdeskUser].join()
  return (
    <OnStage
      key={key}
      stage={stageFor(canvasElement, key, () => sceneOf(parameters, globals))}
      network={(globals.frontdeskNetwork as Network | undefined) ?? 'online'}
      isExpired={globals.frontdeskSession === 'expired'}
    >
      <Story />
    </OnStage>
  )
}

/** Kept outside React, as Storybook calls decorators in each render. A story that is mounted again gets a new one. */
function stageFor(canvas: HTMLElement, key: string, scene: () => scenes.Scenes): CanvasStage {
  const known = stages.get(canvas)
  if (known?.key === key) return known
  const preparing = prepareStage(scene())
  const useIt = whileUsed(() => {
    if (stages.get(canvas) === made) stages.delete(canvas)
    void preparing.then(({ close }) => close())
  })
  const made = { key, preparing, useIt }
  stages.set(canvas, made)
  return made
}

function sceneOf(
  { frontdesk }: FrontdeskParameters,
  { frontdeskScene, frontdeskUser }: FrontdeskStoryContext['globals'],
): scenes.Scene[] {
  const chosen = inToolbar[String(frontdeskScene)]
  const person = people[String(frontdeskUser)]
  return [
    ...[chosen ?? frontdesk?.scene ?? {}].flat(),
    ...(person ? [{ accounts: [person], active: person }] : []),
  ]
}

/**
 * The stage of a story, for its `play` function.
 *
 * @example
 * play: async (context) => {
 *   const { expire, requests } = await stageOf(context)
 *   await expire()
 * }
 *
 * @throws TypeError where `withFrontdesk` is no decorator of it.
 */
export function stageOf({ canvasElement }: Pick<FrontdeskStoryContext, 'canvasElement'>): Promise<Stage> {
  const stage = stages.get(canvasElement)
  if (!stage) throw new TypeError('stageOf(): withFrontdesk is no decorator of this story.')
  return stage.preparing
}

const item = (value: string, title: string) => ({ value, title })
const asTheStorySays = item('story', 'As the story says')

/** The toolbar: scene, user, network (offline, slow, broken) and session (expired). For `globalTypes`. */
export const frontdeskGlobalTypes = {
  frontdeskScene: {
    description: 'What the story finds',
    toolbar: {
      title: 'Scene',
      icon: 'users',
      dynamicTitle: true,
      items: [asTheStorySays, ...Object.keys(inToolbar).map((name) => item(name, name))],
    },
  },
  frontdeskUser: {
    description: 'Who is signed in',
    toolbar: {
      title: 'User',
      icon: 'user',
      dynamicTitle: true,
      items: [
        asTheStorySays,
        ...Object.entries(people).map(([name, { firstName }]) => item(name, firstName ?? name)),
      ],
    },
  },
  frontdeskNetwork: {
    description: 'How the Frontend API is reached',
    toolbar: {
      title: 'Network',
      icon: 'globe',
      dynamicTitle: true,
      items: [
        item('online', 'Online'),
        item('offline', 'Offline'),
        item('slow', 'Slow: 2 s'),
        item('broken', 'Broken: 500'),
      ],
    },
  },
  frontdeskSession: {
    description: 'Whether the session has run out',
    toolbar: {
      title: 'Session',
      icon: 'timer',
      dynamicTitle: true,
      items: [item('lasts', 'Session lasts'), item('expired', 'Session expired')],
    },
  },
} satisfies GlobalTypes

/** Where the toolbar begins. For `initialGlobals`. */
export const frontdeskInitialGlobals = {
  frontdeskScene: 'story',
  frontdeskUser: 'story',
  frontdeskNetwork: 'online',
  frontdeskSession: 'lasts',
}

/**
 * Decorator and toolbar in one, for CSF Next.
 *
 * @example
 * export default definePreview({ addons: [frontdeskAddon()] })
 */
export const frontdeskAddon = (): PreviewAddon<{ parameters: FrontdeskParameters }> => ({
  decorators: [withFrontdesk as never],
  globalTypes: frontdeskGlobalTypes,
  initialGlobals: frontdeskInitialGlobals,
})
