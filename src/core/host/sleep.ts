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
    const stop = () => end(true)
    const end = (stopped = false) => {
      cancel()
      signal.removeEventListener('abort', stop)
      resolve(stopped)
    }
    const cancel = ambient.timeout(() => end(), ms)
    signal.addEventListener('abort', stop)
    wakeable?.(end)
  })
}
