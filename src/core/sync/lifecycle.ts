import type { Internals } from '../internals'

/** Counts who needs the handle: the first sets it up, and after the last nothing is left behind. */
export function createLifecycle(internals: Internals): { mount(): void; unmount(): void } {
  const { ambient, hooks } = internals
  let stops: ReturnType<typeof setUp> | undefined

  const setUp = () => [...hooks.mount].map((onMount) => onMount())

  return {
    mount() {
      stops ??= setUp()
      internals.mounts++
    },
    unmount() {
      internals.mounts = Math.max(0, internals.mounts - 1)
      // StrictMode and moves within the tree mount again at once; only then is it really over.
      ambient.timeout(() => {
        if (internals.mounts > 0) return
        internals.lifetime.abort()
        internals.lifetime = new AbortController()
        for (const stop of stops ?? []) stop?.()
        stops = undefined
      }, 0)
    },
  }
}
