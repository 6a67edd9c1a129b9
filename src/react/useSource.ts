import { notifyManager } from '@tanstack/react-query'
import { useSyncExternalStore } from 'react'
import type { Engine } from '../core/engine/engine'
import { perHandle } from '../core/host/perHandle'
import { useFrontdesk } from './context'

type Subscribe = (onChange: () => void) => () => void

/**
 * A part of what a source of the handle holds now.
 *
 * @param source - makes the handle's one `announced()` subscription; the same function on every render.
 * @param initial - what a server renders.
 */
export function useSource<Part>(
  source: (engine: Engine) => Subscribe,
  current: (engine: Engine) => Part,
  initial: (engine: Engine) => Part,
): Part {
  const { _internal: engine } = useFrontdesk()
  return useSyncExternalStore(
    perHandle(engine, source),
    () => current(engine),
    () => initial(engine),
  )
}

/**
 * Notifies through TanStack Query's scheduler. A component that reads both the client and the source then renders
 * once, and never sees one without the other. A change of identity is notified at once: the provider renders the
 * readers of queries at that moment, too.
 */
export const announced =
  (subscribe: (onChange: (isIdentityChange?: unknown) => void) => () => void): Subscribe =>
  (onChange) => {
    const later = notifyManager.batchCalls(onChange)
    return subscribe((isIdentityChange) => (isIdentityChange === true ? onChange : later)())
  }
