import { notifyManager } from '@tanstack/react-query'
import { useCallback, useSyncExternalStore } from 'react'
import { type TokenState, tokenBook } from '../core/tokens/book'
import { useFrontdesk } from './context'

/** A part of the handle's tokens, announced as `useShown` announces its part. There are none on a server. */
export function useTokenState<Part>(select: (state: TokenState) => Part): Part {
  const { store } = tokenBook(useFrontdesk()._internal)
  const subscribe = useCallback(
    (onChange: () => void) => store.subscribe(notifyManager.batchCalls(onChange)),
    [store],
  )
  return useSyncExternalStore(
    subscribe,
    () => select(store.getState()),
    () => select(store.getInitialState()),
  )
}
