import { notifyManager } from '@tanstack/react-query'
import { useCallback, useSyncExternalStore } from 'react'

/**
 * A part of what a source holds now. It is announced through TanStack Query's scheduler, so that a component
 * that reads both the client and this renders once, and never sees one without the other.
 *
 * @param initial - what a server renders.
 */
export function useSource<Part>(
  subscribe: (onChange: () => void) => () => void,
  current: () => Part,
  initial: () => Part,
): Part {
  const announced = useCallback(
    (onChange: () => void) => subscribe(notifyManager.batchCalls(onChange)),
    [subscribe],
  )
  return useSyncExternalStore(announced, current, initial)
}
