import type { Internals } from '../internals'

/**
 * Listens to the page: shown, focused, online again, back from the back/forward cache. Each is a chance to
 * catch up on what was missed, and to try again what failed.
 *
 * @returns a function that stops listening.
 */
export function setupPage(internals: Internals): () => void {
  const { ambient, loader, refresher, tabs } = internals
  function catchUp() {
    loader.wake()
    refresher.reconcile()
    tabs.catchUp()
  }
  const stops = (['visible', 'focus', 'online', 'restored'] as const).map((event) =>
    ambient.page?.on(event, catchUp),
  )
  return () => {
    for (const stop of stops) stop?.()
  }
}
