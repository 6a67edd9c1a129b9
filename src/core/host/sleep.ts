import type { Host } from './host'

/**
 * Waits, at the longest until nobody needs the handle any more.
 *
 * @param wakeable - gets the function that ends the waiting early; with `true` it counts as stopped.
 * @returns whether it was stopped.
 */
export function sleep(
  { ambient, lifetime }: Host,
  ms: number,
  wakeable?: (end: (stopped?: boolean) => void) => void,
): Promise<boolean> {
  return new Promise((resolve) => {
    const { signal } = lifetime
    // Called with the event where nobody needs the handle any more.
    const end = (stopped?: boolean | Event) => {
      cancel()
      signal.removeEventListener('abort', end)
      resolve(Boolean(stopped))
    }
    const cancel = ambient.timeout(() => end(), ms)
    signal.addEventListener('abort', end)
    wakeable?.(end)
  })
}
