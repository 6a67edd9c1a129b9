import { preload } from './engine/early'
import { createEngine } from './engine/engine'
import { setUpFocus } from './features/focus'
import { setUpTabs } from './features/tabs'
import type { Frontdesk, FrontdeskOptions } from './frontdesk'
import { ambientWith, attempt } from './host/ambient'
import { createHost, createLifecycle } from './host/host'
import { listen } from './host/listen'
import { seedOf } from './store/seed'
import { createStore } from './store/store'
import { FrontdeskError } from './wire/errors'
import { createWire, scopeOf } from './wire/wire'

/**
 * Creates a handle on this page's client. Sends nothing before `mount()`, `preload()` or the first action.
 *
 * @throws FrontdeskError `invalid_publishable_key`, `invalid_proxy_url`, `invalid_domain`, `pinned_needs_tokens`.
 *
 * @example
 * const frontdesk = createFrontdesk({ publishableKey, queryClient: new QueryClient() })
 */
export function createFrontdesk(
  options: FrontdeskOptions,
  /** @internal `initialState`, read. */
  seed = seedOf(options.initialState),
): Frontdesk {
  const { queryClient, sessionCookie, tabSession, touchOnFocus = true } = options
  const isShared = Boolean(sessionCookie || seed)
  if (tabSession === 'pinned' && isShared) throw new FrontdeskError('pinned_needs_tokens')
  const ambient = ambientWith(options.ambient)
  // Each floor extends this one object.
  const host = createHost(ambient, scopeOf(options, ambient))
  const wire = createWire(host, options)
  const follows = tabSession === 'follow' || isShared
  const store = createStore(wire, options, follows, () => engine.loader.load(), seed)
  const engine = createEngine(store, options)
  setUpTabs(engine)
  if (touchOnFocus) setUpFocus(engine)
  const frontdesk: Frontdesk = {
    publishableKey: wire.publishableKey,
    queryClient,
    get state() {
      return engine.shown
    },
    subscribe: (listener) => listen(engine.onChange)(() => attempt(ambient, listener)),
    preload: () => preload(engine),
    ...createLifecycle(engine, () => new FrontdeskError('network_error', { about: wire.base })),
    _internal: engine,
  }
  sessionCookie?.(frontdesk)
  options.lastKnownClient?.(frontdesk)
  return frontdesk
}
