import { dehydrate, QueryClient } from '@tanstack/react-query'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { stateOf } from '../../../test/support/initialState'
import { bob, createWorld, type MemoryStorage, memoryStorage, refusal } from '../../../test/support/world'
import {
  clientQueryOptions,
  createClient,
  createFrontdesk,
  createSignIn,
  type Frontdesk,
  getActiveSessions,
  getClient,
  getOrganizations,
  getToken,
  handleRedirectCallback,
  nativeScheme,
  redirectToSignIn,
  redirectToSignUp,
  request,
  retry,
  revokeSession,
  setActive,
  signInUrl,
  signInWithBrowser,
  signInWithRedirect,
  signOut,
  signOutAll,
  signUpUrl,
  signUpWithRedirect,
  touchUrl,
} from '../../core'
import type { KeyType } from '../../fapi'

/** A server: no document, so nothing but a `fetch`. */
async function open(keyType: KeyType, isKnown = false) {
  const world = await createWorld({
    signedIn: [bob],
    missingClient: 401,
    scheme: keyType === 'live' ? 'browser' : 'devBrowser',
  })
  const queryClient = new QueryClient()
  const frontdesk = createFrontdesk({
    publishableKey: world.fapi.publishableKey,
    queryClient,
    bootstrap: 'ensure',
    initialState: isKnown ? stateOf(world, bob) : undefined,
    ambient: { fetch: (url, init) => world.fapi.fetch(new Request(url, init)) },
  })
  return { world, queryClient, frontdesk }
}

const google = { strategy: 'oauth_google' } as const
const inBrowser = { redirectUrl: 'myapp://back', openBrowser: async () => null }

const calls: [string, (frontdesk: Frontdesk, queryClient: QueryClient) => Promise<unknown>][] = [
  ['getClient', (frontdesk) => getClient(frontdesk)],
  ['getToken', (frontdesk) => getToken(frontdesk)],
  ['request', (frontdesk) => request(frontdesk, 'GET', '/me')],
  ['request below /client', (frontdesk) => request(frontdesk, 'GET', '/client')],
  ['createClient', (frontdesk) => createClient(frontdesk)],
  ['createSignIn', (frontdesk) => createSignIn(frontdesk, { identifier: 'a@example.com', password: 'p' })],
  ['setActive', (frontdesk) => setActive(frontdesk, { sessionId: 'sess_1' })],
  ['signOut', (frontdesk) => signOut(frontdesk)],
  ['signOutAll', (frontdesk) => signOutAll(frontdesk)],
  ['redirectToSignIn', (frontdesk) => redirectToSignIn(frontdesk)],
  ['redirectToSignUp', (frontdesk) => redirectToSignUp(frontdesk)],
  ['signInUrl', (frontdesk) => signInUrl(frontdesk)],
  ['signUpUrl', (frontdesk) => signUpUrl(frontdesk)],
  ['signInWithRedirect', (frontdesk) => signInWithRedirect(frontdesk, google)],
  ['signUpWithRedirect', (frontdesk) => signUpWithRedirect(frontdesk, google)],
  ['signInWithBrowser', (frontdesk) => signInWithBrowser(frontdesk, { ...google, ...inBrowser })],
  ['handleRedirectCallback', (frontdesk) => handleRedirectCallback(frontdesk)],
  ['getActiveSessions', (frontdesk) => getActiveSessions(frontdesk)],
  ['revokeSession', (frontdesk) => revokeSession(frontdesk, { sessionId: 'sess_1' })],
  ['getOrganizations', (frontdesk) => getOrganizations(frontdesk)],
  ['retry', (frontdesk) => retry(frontdesk)],
  ['ensureQueryData', (frontdesk, queries) => queries.ensureQueryData(clientQueryOptions(frontdesk))],
]

describe.each(['test', 'live'] as const)('a route loader on a server, with a %s key', (keyType) => {
  test.each(calls)('behavior: %s is no_client_on_server, and sends nothing', async (_, call) => {
    for (const isKnown of [false, true]) {
      const { world, frontdesk, queryClient } = await open(keyType, isKnown)
      const error = await refusal(call(frontdesk, queryClient))
      expect(error).toMatchObject({ name: 'FrontdeskError', code: 'no_client_on_server' })
      expect([world.requests(), world.fapi.clients.length]).toEqual([[], 1])
    }
  })
})

test('behavior: touchUrl with a development key, which would make a dev browser, is refused, too', async () => {
  const { world, frontdesk } = await open('test')
  const error = await refusal(touchUrl(frontdesk, { redirectUrl: 'https://app.example/' }))
  expect(error).toMatchObject({ code: 'no_client_on_server' })
  expect(world.requests()).toEqual([])
})

test('behavior: a preload sends nothing', async () => {
  const { world, frontdesk } = await open('live')
  frontdesk.preload()
  await new Promise((resolve) => setTimeout(resolve, 5))
  expect(world.requests()).toEqual([])
})

test('behavior: a native app, which has no document either, is no server', async () => {
  const world = await createWorld({ scheme: 'native', signedIn: [bob] })
  const storage: MemoryStorage = memoryStorage()
  for (const [key, value] of world.storage.items) storage.items.set(key, value)
  const frontdesk = createFrontdesk({
    publishableKey: world.fapi.publishableKey,
    queryClient: new QueryClient(),
    scheme: nativeScheme({ storage }),
    ambient: { fetch: world.browser.openTab().ambient.fetch },
  })
  expect((await getClient(frontdesk))?.sessions).toHaveLength(1)
  expect(await getToken(frontdesk)).toBeTypeOf('string')
})

describe('a worker of a page, which has no document either', () => {
  afterEach(() => void vi.unstubAllGlobals())

  test.each(calls.filter(([name]) => /^(getClient|getToken|signOutAll|ensureQueryData)$/.test(name)))(
    'behavior: with a live key %s asks for the client that the cookie names',
    async (_, call) => {
      vi.stubGlobal('importScripts', () => {})
      const world = await createWorld({ scheme: 'browser', signedIn: [bob] })
      const queryClient = new QueryClient()
      const frontdesk = createFrontdesk({
        publishableKey: world.fapi.publishableKey,
        queryClient,
        ambient: { fetch: world.browser.openTab().ambient.fetch },
      })
      await call(frontdesk, queryClient)
      expect(world.requests().length).toBeGreaterThan(0)
      expect(world.fapi.clients.length).toBeLessThanOrEqual(1)
    },
  )

  test('behavior: with a development key it is refused: it cannot read the cookie that names the browser', async () => {
    vi.stubGlobal('importScripts', () => {})
    const { world, frontdesk } = await open('test')
    expect(await refusal(getClient(frontdesk))).toMatchObject({ code: 'no_client_on_server' })
    expect(world.requests()).toEqual([])
  })
})

test('behavior: the handle’s queries stay out of what is dehydrated from the start, pending ones too', async () => {
  const shouldDehydrateQuery = () => true
  const queryClient = new QueryClient({ defaultOptions: { dehydrate: { shouldDehydrateQuery } } })
  const world = await createWorld()
  const { frontdesk } = world.open({ queryClient, mount: false })
  queryClient
    .getQueryCache()
    .build(queryClient, clientQueryOptions(frontdesk) as object as { queryKey: string[] })
  expect(dehydrate(queryClient).queries).toEqual([])
})
