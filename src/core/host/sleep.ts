import type { Host } from './host'

/**
 * Ends at the latest with the last unmount. `wakeable` receives a function that ends it early.
 *
 * @returns whether it was ended early with `true`.
 */
export function sleep(
  { ambient, lifetime }: Host,
  ms: number,
  wakeable?: (end: (stopped?: boolean) => void) => void,
): Promise<boolean> {
  return new Promise((resolve) => {
    const { signal } = lifetime
    // On abort, the argument is the event.
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
