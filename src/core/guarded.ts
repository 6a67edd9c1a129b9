import type { Internals } from './internals'

/** A listener of the app's. What it throws is not ours to handle, and no reason to leave anything half done. */
export const guarded =
  <Said extends unknown[]>({ ambient }: Internals, listener: (...said: Said) => void) =>
  (...said: Said): void => {
    try {
      listener(...said)
    } catch (error) {
      ambient.timeout(() => {
        throw error
      }, 0)
    }
  }
