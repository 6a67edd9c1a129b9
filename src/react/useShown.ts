import { useContext } from 'react'
import { listen } from '../core/host/listen'
import { type FrontdeskState, initiallyShown } from '../core/store/shown'
import type { Store } from '../core/store/store'
import { SeedContext } from './context'
import { announced, useSource } from './useSource'

/** A part of what the handle shows; of what a server knew, on one, while hydrating, and until the handle has taken it. */
export function useShown<Part>(select: (shown: FrontdeskState) => Part): Part {
  const seed = useContext(SeedContext)
  const seeded = (shown: FrontdeskState) => select(seed ? { ...shown, session: seed } : shown)
  return useSource(
    source,
    (store) => (store.seed === undefined && isUnknown(store) ? seeded : select)(store.shown),
    () => seeded(initiallyShown),
  )
}

const isUnknown = ({ shown }: Store) => shown.session.sessionId === undefined

const source = ({ onShown }: Store) => announced(listen(onShown))
