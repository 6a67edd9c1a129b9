import { FrontdeskError } from '../errors'
import type { Internals } from '../internals'

export interface Lifecycle {
  mount(): void
  unmount(): void
  mounts(): number
  /** Aborts, one macrotask after the last unmount, what may be aborted. */
  signal(): AbortSignal
}

/** The handles that isolate identities, by the QueryClient they do it in: two would undo each other's work. */
const isolating = new WeakMap<object, Internals>()

/** Counts who needs the handle: the first sets it up, and after the last nothing is left behind. */
export function createLifecycle(internals: Internals): Lifecycle {
  const { ambient, hooks, options } = internals
  const { isolateCache, queryClient } = options
  let mounts = 0
  let controller = new AbortController()
  let teardown: (() => void) | undefined

  function setup() {
    const { cache, clients, tabs } = internals
    if (isolateCache !== false) {
      if ((isolating.get(queryClient) ?? internals) !== internals)
        throw new FrontdeskError('isolation_owner_exists')
      isolating.set(queryClient, internals)
    }
    const wake = () => {
      for (const onWake of hooks.wake) onWake()
    }
    const stops = [cache.setup(), tabs.setup(), ambient.page?.onWake(wake)]
    // Before a mount a loader, or a render that suspended, may have asked already.
    if (clients.snapshot() === undefined) void cache.fetch().catch(() => {})
    teardown = () => {
      teardown = undefined
      controller.abort()
      controller = new AbortController()
      for (const stop of [...stops, ...hooks.stop]) stop?.()
      if (isolating.get(queryClient) === internals) isolating.delete(queryClient)
      clients.reset()
      hooks.tornDown()
    }
  }

  return {
    mounts: () => mounts,
    signal: () => controller.signal,
    mount() {
      if (!teardown) setup()
      mounts++
      hooks.mounted()
    },
    unmount() {
      mounts--
      // StrictMode and moves within the tree mount again at once; only then is it really over.
      if (mounts === 0) ambient.timeout(() => mounts === 0 && teardown?.(), 0)
    },
  }
}
