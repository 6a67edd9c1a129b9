import { notifyManager } from '@tanstack/react-query'
import { useSyncExternalStore } from 'react'
import type { Internals } from '../core/internals'
import { part } from '../core/part'
import { useFrontdesk } from './context'

type Subscribe = (onChange: () => void) => () => void

/**
 * A part of what a source of the handle holds now.
 *
 * @param source - makes the handle's one `announced()` subscription; the same function on every render.
 * @param initial - what a server renders.
 */
export function useSource<Part>(
  source: (internals: Internals) => Subscribe,
  current: (internals: Internals) => Part,
  initial: (internals: Internals) => Part,
): Part {
  const { _internal: internals } = useFrontdesk()
  return useSyncExternalStore(
    part(internals, source),
    () => current(internals),
    () => initial(internals),
  )
}

/**
 * Calls through TanStack Query's scheduler, so that a component that reads both the client and the source renders
 * once, and never sees one without the other. On a turn at once, when the provider has whoever reads a query render.
 */
export const announced =
  (subscribe: (onChange: (how?: unknown) => void) => () => void): Subscribe =>
  (onChange) => {
    const later = notifyManager.batchCalls(onChange)
    return subscribe((how) => (how === 'turn' ? onChange : later)())
  }
