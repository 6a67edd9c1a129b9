import type { Ambient } from '../../src/core'

/** Timers that go on where one of their callbacks throws, and what was thrown. */
export function thrownLater({ timeout }: Ambient): { timeout: Ambient['timeout']; thrown: unknown[] } {
  const thrown: unknown[] = []
  return {
    thrown,
    timeout: (callback, ms) =>
      timeout(() => {
        try {
          callback()
        } catch (error) {
          thrown.push(error)
        }
      }, ms),
  }
}
