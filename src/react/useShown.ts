import type { Internals } from '../core/internals'
import { initiallyShown } from '../core/sync/session'
import type { FrontdeskState } from '../core/types'
import { announced, useSource } from './useSource'

/** A part of what the handle shows. */
export function useShown<Part>(select: (shown: FrontdeskState) => Part): Part {
  return useSource(
    source,
    ({ shown }) => select(shown),
    () => select(initiallyShown),
  )
}

const source = ({ watch }: Internals) => announced(watch)
