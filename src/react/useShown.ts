import { notifyManager } from '@tanstack/react-query'
import { useCallback, useSyncExternalStore } from 'react'
import { initiallyShown } from '../core/sync/session'
import type { FrontdeskState } from '../core/types'
import { useFrontdesk } from './context'

/**
 * A part of what the handle shows. It is announced through TanStack Query's scheduler, so that a component
 * that reads both the client and this renders once, and never sees one without the other.
 */
export function useShown<Part>(select: (shown: FrontdeskState) => Part): Part {
  const frontdesk = useFrontdesk()
  const subscribe = useCallback(
    (onChange: () => void) => frontdesk.subscribe(notifyManager.batchCalls(onChange)),
    [frontdesk],
  )
  return useSyncExternalStore(
    subscribe,
    () => select(frontdesk.state),
    () => select(initiallyShown),
  )
}
