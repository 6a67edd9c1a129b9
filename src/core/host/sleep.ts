import type { Host } from './host'

/** The last unmount ends it, and so does the function given to `wakeable`. @returns whether it was stopped. */
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
