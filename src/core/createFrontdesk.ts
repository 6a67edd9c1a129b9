import { attempt, hostAmbient } from './ambient'
import { reset } from './clients'
import { FrontdeskError } from './errors'
import type { Hooks, Internals } from './internals'
import { listen } from './listen'
import { createLoader } from './loader'
import { keepCached } from './sync/cache'
import { setUpFocus } from './sync/focus'
import { createIsolation } from './sync/identity'
import { createLifecycle } from './sync/lifecycle'
import { createMarks } from './sync/marks'
import { initiallyShown } from './sync/session'
import { createShelf } from './sync/shelf'
import { setUpTabs } from './sync/tabs'
import { baseUrl } from './transport/baseUrl'
import { parsePublishableKey } from './transport/publishableKey'
import { createScheme } from './transport/security/createScheme'
import type { Frontdesk, FrontdeskOptions } from './types'
import { signOutPath } from './undelivered'

let handles = 0

/**
 * Makes a handle on this page's client. Nothing happens until `mount()` or the first call.
 *
 * @throws FrontdeskError `invalid_publishable_key`, `invalid_proxy_url`, `invalid_domain`, `storage_required`, `pinned_needs_tokens`.
 *
 * @example
 * const frontdesk = createFrontdesk({ publishableKey, queryClient: new QueryClient() })
 */
export function createFrontdesk(options: FrontdeskOptions): Frontdesk {
  const key = parsePublishableKey(options.publishableKey)
  if (options.scheme === 'native' && !options.storage) throw new FrontdeskError('storage_required')
  const ambient = { ...hostAmbient(), ...options.ambient }
  const scope = scopeOf(options)
  const stored = (name: string) => `frontdesk:${scope}:${name}`
  const hooks: Hooks = {
    mount: new Set(),
    wake: new Set(),
    shown: new Set(),
    told: new Set(),
    sessions: new Set(),
    message: new Set(),
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
    parts: new Map(),
    pin: options.tabSession === 'follow' ? undefined : createShelf(ambient.tabStorage, stored('session')),
    created: createShelf(ambient.tabStorage, stored('created')),
    marks: createMarks(options.storage ?? ambient.originStorage, stored('sign-outs'), signOutPath),
    client: undefined,
    arrived: [],
    arrivedAt: 0,
    sent: 0,
    applied: 0,
    mutated: 0,
    ended: new Map(),
    withheld: new Set(),
    flights: new Map(),
    mutations: new Set(),
    uncertain: false,
    mounts: 0,
    lifetime: new AbortController(),
    channel: undefined,
    batch: (task) => task(),
    turns: 0,
    watch: listen(hooks.shown),
  } as Partial<Internals> as Internals
  const frontdesk: Frontdesk = {
    publishableKey: options.publishableKey,
    queryClient: options.queryClient,
    get state() {
      return internals.shown
    },
    subscribe: (listener) => listen(hooks.told)(() => attempt(ambient, listener, undefined)),
    ...createLifecycle(internals),
    _internal: internals,
  }
  internals.scheme = createScheme(internals, key)
  internals.isolate = createIsolation(internals)
  hooks.mount.add(() => keepCached(internals))
  // What is known is not kept beyond the last unmount: nobody would hear that it changed.
  hooks.mount.add(() => () => reset(internals))
  internals.loader = createLoader(internals)
  setUpTabs(internals)
  setUpFocus(internals)
  options.sessionCookie?.(frontdesk)
  return frontdesk
}

/** The options that say which client a handle stands for. */
export type Instance = Pick<FrontdeskOptions, 'publishableKey' | 'proxyUrl' | 'domain' | 'scheme'>

/** What two handles must have in common to stand for the same client. */
export const scopeOf = ({ publishableKey, proxyUrl, domain, scheme }: Instance): string =>
  [publishableKey, proxyUrl, domain, scheme].join('|')
