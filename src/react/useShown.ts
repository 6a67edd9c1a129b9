import { notifyManager } from '@tanstack/react-query'
import { useCallback, useSyncExternalStore } from 'react'
import { initialState, type StoreState } from '../core/tokens/store'
import { useFrontdesk } from './context'

/**
 * A part of the handle's own state. It is announced through TanStack Query's scheduler, so that a component
 * that reads both the client and this renders once, and never sees one without the other.
 */
export function useShown<Part>(select: (state: StoreState) => Part): Part {
  const { store } = useFrontdesk()._internal
  const subscribe = useCallback(
    (onChange: () => void) => store.subscribe(notifyManager.batchCalls(onChange)),
    [store],
  )
  return useSyncExternalStore(
    subscribe,
    () => select(store.getState()),
    () => select(initialState),
  )
}
