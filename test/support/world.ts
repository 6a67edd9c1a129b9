import { QueryClient } from '@tanstack/react-query'
import { onTestFinished } from 'vitest'
import {
  clientQueryKey,
  createFrontdesk,
  type Frontdesk,
  type FrontdeskOptions,
  type NativeStorage,
  nativeScheme,
} from '../../src/core'
import { loadDevBrowser } from '../../src/core/wire/security/development'
import {
  type Browser,
  type BrowserOptions,
  createBrowser,
  createFapi,
  defaultUsers,
  type Fapi,
  type FapiFault,
  type FapiOptions,
  generateSigningKey,
  type SeededClient,
  type SigningKey,
  type Tab,
} from '../../src/fapi'
import { beyond } from '../../src/fapi/http/beyond'

/** Development browser, production browser, native app. */
export type Scheme = 'devBrowser' | 'browser' | 'native'

export const schemes: readonly Scheme[] = ['devBrowser', 'browser', 'native']

/** Alice and Bob sign in at once; Carol's sessions are pending. */
export const [alice, bob, carol] = defaultUsers as [Person, Person, Person]
type Person = (typeof defaultUsers)[number]

export interface WorldOptions extends Omit<FapiOptions, 'keyType'> {
  /** How the app proves which client it is. Default: the development browser. */
  scheme?: Scheme | undefined
  /** Who is signed in on the client that the browser holds; with `[]` it holds an empty one. Default: no client. */
  signedIn?: readonly Person[] | undefined
  browser?: Omit<BrowserOptions, 'fapi' | 'native' | 'client'> | undefined
}

export type PageOptions = Partial<FrontdeskOptions> & {
  /** Default: a new one. */
  tab?: Tab | undefined
  /** Default: true. */
  mount?: boolean | undefined
}

/** A tab with a handle in it. */
export interface Page {
  readonly frontdesk: Frontdesk
  readonly queryClient: QueryClient
  readonly tab: Tab
  /** Loads the page anew: another handle, in the same tab. */
  reload(): Page
  /** Ends the handle's lifecycle; the tab stays open. */
  unmount(): void
}

/** A box, a browser that talks to it, and any number of tabs with a handle each. */
export interface World {
  readonly fapi: Fapi
  readonly browser: Browser
  /** What a native app keeps its client token in. */
  readonly storage: MemoryStorage
  /** The client that the browser started with. */
  readonly seeded: SeededClient | undefined
  open(options?: PageOptions): Page
  /** Makes the endpoint misbehave, e.g. `fault('GET /client', { status: 500 })`. */
  fault(endpoint: string, fault: FapiFault): () => void
  /** The requests so far, or those to one endpoint, e.g. `POST /client`. */
  requests(endpoint?: string): string[]
}

export interface MemoryStorage extends NativeStorage {
  readonly items: Map<string, string>
}

export function memoryStorage(): MemoryStorage {
  const items = new Map<string, string>()
  return {
    items,
    getItem: async (key) => items.get(key) ?? null,
    setItem: async (key, value) => void items.set(key, value),
    removeItem: async (key) => void items.delete(key),
  }
}

let signingKey: Promise<SigningKey> | undefined

/** One RSA key for all tests of a file: making one takes a while. */
export function sharedSigningKey(): Promise<SigningKey> {
  signingKey ??= generateSigningKey()
  return signingKey
}

export async function createWorld(options: WorldOptions = {}): Promise<World> {
  const { scheme = 'devBrowser', signedIn, browser: browserOptions, ...fapiOptions } = options
  const fapi = createFapi({
    signingKey: await sharedSigningKey(),
    ...(!fapiOptions.publishableKey && { keyType: scheme === 'devBrowser' ? 'test' : 'live' }),
    ...fapiOptions,
  })
  // Loading takes real time, which no test with a fake one waits for.
  await Promise.all([loadDevBrowser({ base: '' }), beyond()])
  const { publishableKey } = fapi
  const native = scheme === 'native'
  const seeded = signedIn && (await fapi.seedClient({ users: signedIn.map(({ identifier }) => identifier) }))
  const browser = createBrowser({ fapi, native, client: seeded, ...browserOptions })
  const storage = memoryStorage()
  function open({ tab = browser.openTab(), mount = true, ...given }: PageOptions = {}): Page {
    const queryClient = given.queryClient ?? new QueryClient()
    const frontdesk = createFrontdesk({
      publishableKey,
      queryClient,
      ...(native && { scheme: nativeScheme({ storage }) }),
      ...given,
      ambient: { ...tab.ambient, ...given.ambient },
    })
    let mounted = mount
    if (mount) frontdesk.mount()
    const unmount = () => {
      if (mounted) frontdesk.unmount()
      mounted = false
    }
    onTestFinished(() => {
      unmount()
      tab.close()
      queryClient.clear()
    })
    return {
      frontdesk,
      queryClient,
      tab,
      unmount,
      reload: () => open({ mount, ...given, queryClient: new QueryClient(), tab: tab.reload() }),
    }
  }

  if (native && seeded) {
    const { frontdesk } = open({ mount: false })
    storage.items.set(`frontdesk.${scopeOf(frontdesk)}.client`, seeded.clientToken)
  }
  return {
    fapi,
    browser,
    storage,
    seeded,
    open,
    fault(endpoint, fault) {
      const [method, path] = endpoint.split(' ')
      return fapi.fault({ method, path: `/v1${path}`, ...fault })
    },
    requests(endpoint) {
      const all = fapi.log.entries.map(({ method, path }) => `${method} ${path.replace('/v1', '')}`)
      return endpoint ? all.filter((request) => request === endpoint) : all
    },
  }
}

/** What names the handle's instance in storage, locks and channels. */
export const scopeOf = (frontdesk: Frontdesk): string => String(clientQueryKey(frontdesk)[1])

/** Resolves once the handle's state, or anything that it is read from, is as `isAsWanted` says. */
export function until(
  frontdesk: Frontdesk,
  isAsWanted: (state: Frontdesk['state']) => boolean,
): Promise<void> {
  return new Promise((resolve) => {
    const check = () => {
      if (!isAsWanted(frontdesk.state)) return
      stop()
      resolve()
    }
    const stop = frontdesk.subscribe(check)
    check()
  })
}

/** Resolves once the client is known, or cannot be had, and nothing is under way any more. */
export async function booted(frontdesk: Frontdesk): Promise<void> {
  await until(frontdesk, ({ connection }) => connection.status !== 'loading')
  await new Promise((resolve) => setImmediate(resolve))
}

/** What an action was refused with. */
export async function refusal(promise: Promise<unknown>): Promise<unknown> {
  try {
    await promise
  } catch (error) {
    return error
  }
  throw new Error('It was not refused.')
}
