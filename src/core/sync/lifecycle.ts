import type { Internals } from '../internals'

export interface Lifecycle {
  mount(): void
  unmount(): void
  mounts(): number
  /** Aborts one macrotask after the last unmount. */
  signal(): AbortSignal
}

/** Counts who needs the handle: the first sets it up, and after the last nothing is left behind. */
export function createLifecycle({ ambient, hooks }: Internals): Lifecycle {
  let mounts = 0
  let controller = new AbortController()
  let stops: ReturnType<typeof setup> | undefined

  const setup = () => [...hooks.mount].map((onMount) => onMount())

  return {
    mounts: () => mounts,
    signal: () => controller.signal,
    mount() {
      stops ??= setup()
      mounts++
    },
    unmount() {
      mounts = Math.max(0, mounts - 1)
      // StrictMode and moves within the tree mount again at once; only then is it really over.
      ambient.timeout(() => {
        if (mounts > 0) return
        controller.abort()
        controller = new AbortController()
        for (const stop of stops ?? []) stop?.()
        stops = undefined
      }, 0)
    },
  }
}
