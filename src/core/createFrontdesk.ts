import { hostAmbient } from './ambient'
import { createClients } from './clients'
import { FrontdeskError } from './errors'
import type { Hooks, Internals } from './internals'
import { createLoader } from './loader'
import { createMutations } from './mutations'
import { createSignOuts } from './signOuts'
import { createClientCache } from './sync/cache'
import { createIsolation } from './sync/identity'
import { createLifecycle } from './sync/lifecycle'
import { initiallyShown } from './sync/session'
import { createShelf } from './sync/shelf'
import { createTabs } from './sync/tabs'
import { baseUrl } from './transport/baseUrl'
import { parsePublishableKey } from './transport/publishableKey'
import { createTransport } from './transport/request'
import { createScheme } from './transport/security/createScheme'
import type { Frontdesk, FrontdeskOptions } from './types'

let handles = 0

/**
 * Makes a handle on this page's client. Nothing happens until `mount()` or the first call.
 *
 * @throws FrontdeskError `invalid_publishable_key`, `invalid_proxy_url`, `invalid_domain`, `storage_required`.
 *
 * @example
 * const frontdesk = createFrontdesk({ publishableKey, queryClient: new QueryClient() })
 */
export function createFrontdesk(options: FrontdeskOptions): Frontdesk {
  const key = parsePublishableKey(options.publishableKey)
  if (options.scheme === 'native' && !options.storage) throw new FrontdeskError('storage_required')
  const ambient = { ...hostAmbient(), ...options.ambient }
  const scope = scopeOf(options)
  const shelf = (name: string) => createShelf(ambient.tabStorage, `frontdesk:${scope}:${name}`)
  const hooks: Hooks = {
    mount: new Set(),
    wake: new Set(),
    shown: new Set(),
    sessions: new Set(),
    tokenMessage: new Set(),
  }
  // The parts know each other through this object, and touch it only once they are all there.
  const internals = {
    id: ++handles,
    options,
    scope,
    ambient,
    hooks,
    base: baseUrl(key, options, ambient.page?.url()),
    shown: initiallyShown,
    pin: options.tabSession === 'follow' ? undefined : shelf('session'),
    created: shelf('created'),
    batch: (task) => task(),
  } as Partial<Internals> as Internals
  const lifecycle = createLifecycle(internals)
  const frontdesk: Frontdesk = {
    publishableKey: options.publishableKey,
    queryClient: options.queryClient,
    get state() {
      return internals.shown
    },
    subscribe(listener) {
      const own = () => {
        try {
          listener()
        } catch (error) {
          // Not ours to handle, and no reason to leave a sign-out half done.
          ambient.timeout(() => {
            throw error
          }, 0)
        }
      }
      hooks.shown.add(own)
      return () => hooks.shown.delete(own)
    },
    mount: lifecycle.mount,
    unmount: lifecycle.unmount,
    _internal: internals,
  }
  internals.lifecycle = lifecycle
  internals.isolate = createIsolation(internals)
  internals.scheme = createScheme(internals, key)
  internals.transport = createTransport(internals)
  internals.cache = createClientCache(frontdesk)
  internals.clients = createClients(internals)
  internals.mutations = createMutations(internals)
  internals.signOuts = createSignOuts(internals)
  internals.loader = createLoader(internals)
  internals.tabs = createTabs(internals)
  return frontdesk
}

/** The options that say which client a handle stands for. */
export type Instance = Pick<FrontdeskOptions, 'publishableKey' | 'proxyUrl' | 'domain' | 'scheme'>

/** What two handles must have in common to stand for the same client. */
export const scopeOf = ({ publishableKey, proxyUrl, domain, scheme }: Instance): string =>
  [publishableKey, proxyUrl, domain, scheme].join('|')
