import { listen } from '../core/host/listen'
import { type FrontdeskState, initiallyShown } from '../core/store/shown'
import type { Store } from '../core/store/store'
import { announced, useSource } from './useSource'

/** A part of what the handle shows. */
export function useShown<Part>(select: (shown: FrontdeskState) => Part): Part {
  return useSource(
    source,
    ({ shown }) => select(shown),
    () => select(initiallyShown),
  )
}

const source = ({ onShown }: Store) => announced(listen(onShown))
