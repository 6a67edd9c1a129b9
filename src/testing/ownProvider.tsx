import { type QueryClient, QueryClientContext } from '@tanstack/react-query'
import { type ComponentType, Fragment, type ReactNode, useContext } from 'react'
import type { Frontdesk } from '../core'
import { joinFrontdesk } from '../core/registry'
import { ClientProvider, useFrontdesk } from '../index'
import type { ProviderOptions } from '../react/ClientProvider'
import { StageContext } from '../react/stageContext'
import type { OwnStage } from './stage'

type Wrapper = ComponentType<{ children: ReactNode }>

/**
 * A provider of a stage's tab, and what makes all providers below it belong to that tab.
 *
 * @param given - default: the QueryClient in context, else the stage's.
 * @param Around - stands between the two.
 */
export function ownProvider(
  stage: OwnStage,
  given: QueryClient | undefined,
  Around: Wrapper = Fragment,
): Wrapper {
  const { ambient, handle, queryClient: made } = stage
  const { publishableKey } = stage.fapi
  const { settleIn, own } = inhabitants(stage)

  function Provider({ children }: { children: ReactNode }) {
    const above = useContext(QueryClientContext)
    const { claim } = stage.world
    const queryClient = claim(given, stage.tab) ?? claim(above, stage.tab) ?? made
    return (
      <ClientProvider {...handle} {...{ publishableKey, queryClient, ambient }}>
        <Inhabitant>{children}</Inhabitant>
      </ClientProvider>
    )
  }

  function Inhabitant({ children }: { children: ReactNode }) {
    own(useFrontdesk())
    return children
  }

  return function OwnProvider({ children }) {
    return (
      <StageContext.Provider value={settleIn}>
        <Around>
          <Provider>{children}</Provider>
        </Around>
      </StageContext.Provider>
    )
  }
}

/** The handles in a stage's tab: ours, and those of the app's own providers, whatever key and address these have. */
function inhabitants({ world, tab, fapi, ambient, inhabit, queryClient: made }: OwnStage) {
  const { publishableKey } = fapi
  const handles = new Set<Frontdesk>()
  let ours: Frontdesk | undefined
  const others = () => [...handles].filter((frontdesk) => frontdesk !== ours)

  function settleIn(
    options: ProviderOptions,
    above: QueryClient | undefined,
  ): [ProviderOptions, QueryClient | undefined] {
    const brought = world.claim((options.frontdesk ?? options).queryClient, tab)
    const around = world.claim(above, tab)
    const frontdesk = joinFrontdesk(
      {
        ...(options.frontdesk ? undefined : options),
        ...{ publishableKey, proxyUrl: undefined, domain: undefined, ambient },
        queryClient: brought ?? around,
      },
      () => made,
    )
    handles.add(frontdesk)
    if (frontdesk !== ours) inhabit(frontdesk)
    // Ours is not there in the app itself: one that it brings is the first.
    return [{ frontdesk }, around === made ? undefined : around]
  }
  function own(frontdesk: Frontdesk) {
    if (ours) return
    ours = frontdesk
    inhabit(frontdesk)
    standBack(frontdesk, () => others().length > 0)
  }
  return { settleIn, own }
}

/** Where an app brings a provider of its own, with a QueryClient of its own, ours would load a second time. */
function standBack(frontdesk: Frontdesk, hasGivenWay: () => boolean) {
  const { mount, unmount } = frontdesk
  let mounts = 0
  frontdesk.mount = () => {
    if (hasGivenWay()) return
    mounts++
    mount()
  }
  frontdesk.unmount = () => {
    if (mounts === 0) return
    mounts--
    unmount()
  }
}
