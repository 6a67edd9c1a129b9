import { FrontdeskError } from '../errors'
import type { Internals } from '../internals'
import { setupPage } from './page'

export interface Lifecycle {
  mount(): void
  unmount(): void
  mounts(): number
  /** Aborts, one macrotask after the last unmount, what may be aborted. */
  signal(): AbortSignal
  /** What the registry wants to hear of. */
  hooks: { mounted?: () => void; tornDown?: () => void }
}

/** The handles that isolate identities, by the QueryClient they do it in: two would undo each other's work. */
const isolating = new WeakMap<object, Internals>()

export function createLifecycle(internals: Internals): Lifecycle {
  const { ambient, options } = internals
  let mounts = 0
  let controller = new AbortController()
  let teardown: (() => void) | undefined

  function setup() {
    const { cache, loader, refresher, tabs } = internals
    const release = claimIsolation()
    const stops = [cache.setup(), tabs.setup(), setupPage(internals)]
    refresher.reconcile()
    void cache.fetch().catch(() => {})
    teardown = () => {
      teardown = undefined
      controller.abort()
      controller = new AbortController()
      loader.stop()
      refresher.stop()
      for (const stop of stops) stop()
      release?.()
      internals.clients.reset()
      lifecycle.hooks.tornDown?.()
    }
  }

  function claimIsolation(): (() => void) | undefined {
    if (options.isolateCache === false) return undefined
    const owner = isolating.get(options.queryClient)
    if (owner && owner !== internals) {
      throw new FrontdeskError('isolation_owner_exists')
    }
    isolating.set(options.queryClient, internals)
    return () => isolating.delete(options.queryClient)
  }

  const lifecycle: Lifecycle = {
    hooks: {},
    mounts: () => mounts,
    signal: () => controller.signal,
    mount() {
      if (!teardown) setup()
      mounts++
      lifecycle.hooks.mounted?.()
    },
    unmount() {
      mounts--
      // StrictMode and moves within the tree mount again at once; only then is it really over.
      if (mounts === 0) ambient.timeout(() => mounts === 0 && teardown?.(), 0)
    },
  }
  return lifecycle
}
