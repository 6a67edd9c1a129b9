import { getToken } from './actions/getToken'
import { request } from './actions/request'
import { hostAmbient } from './ambient'
import { createClients } from './clients'
import { createCreations } from './creations'
import { FrontdeskError } from './errors'
import type { Internals } from './internals'
import { createLoader } from './loader'
import { createMutations } from './mutations'
import { createSignOuts } from './signOuts'
import { createClientCache } from './sync/cache'
import { createLifecycle } from './sync/lifecycle'
import { createMarks } from './sync/marks'
import { createTabSession } from './sync/tabSession'
import { createTabs } from './sync/tabs'
import { createRefresher } from './tokens/refresh'
import { createFrontdeskStore } from './tokens/store'
import { createTokens } from './tokens/tokens'
import { baseUrl } from './transport/baseUrl'
import { parsePublishableKey } from './transport/publishableKey'
import { createTransport } from './transport/request'
import { createScheme } from './transport/security/createScheme'
import type { Frontdesk, FrontdeskOptions } from './types'

/**
 * Makes a handle on this page's client. Nothing happens until `mount()` or the first call.
 *
 * @throws FrontdeskError `invalid_publishable_key`, `invalid_proxy_url`, `storage_required`.
 *
 * @example
 * const frontdesk = createFrontdesk({ publishableKey, queryClient: new QueryClient() })
 */
export function createFrontdesk(options: FrontdeskOptions): Frontdesk {
  const key = parsePublishableKey(options.publishableKey)
  if (options.scheme === 'native' && !options.storage) {
    throw new FrontdeskError('storage_required')
  }
  const ambient = { ...hostAmbient(), ...options.ambient }
  const base = () => baseUrl(key, options, ambient.page?.url())
  base() // Throws now, not at the first request.
  const store = createFrontdeskStore()
  const scope = scopeOf(options)
  // The parts know each other through this object, and touch it only once they are all there.
  const internals = {
    options,
    scope,
    ambient,
    store,
    batch: (task) => task(),
  } as Partial<Internals> as Internals
  const frontdesk: Frontdesk = {
    publishableKey: options.publishableKey,
    queryClient: options.queryClient,
    get state() {
      return store.getState().shown
    },
    subscribe: (listener) =>
      store.subscribe((after, before) => {
        if (after.shown !== before.shown) listener()
      }),
    mount: () => internals.lifecycle.mount(),
    unmount: () => internals.lifecycle.unmount(),
    getToken: (parameters) => getToken(frontdesk, parameters),
    request: (method, path, parameters) => request(frontdesk, { method, path, ...parameters }),
    retry: () => internals.loader.retry(),
    async resetClient() {
      await internals.scheme.forget()
      internals.created.clear()
      internals.clients.reset()
      return internals.loader.retry()
    },
    _internal: internals,
  }
  internals.lifecycle = createLifecycle(internals)
  internals.scheme = createScheme(internals, key, base)
  internals.transport = createTransport({
    ambient,
    base,
    scheme: internals.scheme,
    lifetime: () => internals.lifecycle.signal(),
  })
  internals.created = createCreations(ambient, scope)
  internals.marks = createMarks(ambient, options.storage, `frontdesk:${scope}:sign-outs`)
  internals.tabSession = createTabSession(ambient, scope, options.tabSession === 'follow')
  internals.cache = createClientCache(frontdesk)
  internals.clients = createClients(internals)
  internals.mutations = createMutations(internals)
  internals.signOuts = createSignOuts(internals)
  internals.loader = createLoader(internals)
  internals.tokens = createTokens(internals)
  internals.refresher = createRefresher(internals)
  internals.tabs = createTabs(internals)
  return frontdesk
}

/** The options that say which client a handle stands for. */
export type Instance = Pick<FrontdeskOptions, 'publishableKey' | 'proxyUrl' | 'domain' | 'scheme'>

/** What two handles must have in common to stand for the same client. */
export function scopeOf({
  publishableKey,
  proxyUrl = '',
  domain = '',
  scheme = 'browser',
}: Instance): string {
  return [publishableKey, proxyUrl, domain, scheme].join('|')
}
