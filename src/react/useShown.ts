import { initiallyShown } from '../core/sync/session'
import type { FrontdeskState } from '../core/types'
import { useFrontdesk } from './context'
import { useSource } from './useSource'

/** A part of what the handle shows. */
export function useShown<Part>(select: (shown: FrontdeskState) => Part): Part {
  const frontdesk = useFrontdesk()
  return useSource(
    frontdesk.subscribe,
    () => select(frontdesk.state),
    () => select(initiallyShown),
  )
}
