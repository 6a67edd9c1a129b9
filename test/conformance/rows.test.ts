import { createClerkClient } from '@clerk/backend'
import type { AuthenticateRequestOptions } from '@clerk/backend/internal'
import { generateSigningKey, type KeyType, type Visit, type VisitOptions } from 'frontdesk/fapi'
import { SignJWT } from 'jose'
import { expect, onTestFinished, test } from 'vitest'
import { serve } from '../../src/cli/serve'
import { createVisitor, type Visitor, type VisitorOptions } from '../support/visits'

/** What an app's server made of a visit, and why it first sent the browser round. */
interface Outcome {
  status: string
  userId: string | null
  orgId: string | null
  reason: string | null
  /** Null where it did not. */
  handshake: string | null
  visit: Visit
}

interface Scene extends Visitor {
  /** Loads a page, or asks in another way. */
  ask(path?: string, options?: VisitOptions): Promise<Outcome>
  /** What the Backend API was asked for. */
  asked(path: string): number
  /** Alice's id, and Bob's. */
  alice: string
  bob: string
}

/**
 * A box in this process, a browser in memory that visits it, and an app's server that leaves everything to
 * @clerk/backend. Only that package's own requests go over a port.
 */
async function setup(
  options: VisitorOptions,
  given: Partial<AuthenticateRequestOptions> = {},
): Promise<Scene> {
  const visitor = await createVisitor(options)
  const { fapi } = visitor
  const { publishableKey, secretKey } = fapi
  const backend = await serve(fapi, { port: 0, host: '127.0.0.1' })
  onTestFinished(() => backend.close())
  const clerk = createClerkClient({
    publishableKey,
    secretKey,
    apiUrl: backend.url,
    telemetry: { disabled: true },
  })
  const server = async (request: Request) => {
    const state = await clerk.authenticateRequest(request, given)
    if (state.headers.has('location')) return new Response(null, { status: 307, headers: state.headers })
    const auth = state.toAuth({ treatPendingAsSignedOut: false })
    const { userId = null, orgId = null } = auth as { userId?: string; orgId?: string }
    const told = { status: state.status, userId, orgId, reason: state.reason }
    const response = new Response(request.method === 'HEAD' ? null : JSON.stringify(told))
    for (const [name, value] of state.headers) response.headers.append(name, value)
    response.headers.set('x-told', JSON.stringify(told))
    return response
  }
  return {
    ...visitor,
    alice: fapi.users[0]!.id,
    bob: fapi.users[1]!.id,
    asked: (path) => fapi.log.entries.filter((entry) => entry.path === path).length,
    async ask(path = '/', asking = {}) {
      // It lives for two seconds; a person takes longer from one page to the next.
      await visitor.lose('__clerk_redirect_count')
      const visit = await visitor.visit(server, path, asking)
      const told = JSON.parse(visit.response.headers.get('x-told')!) as Omit<Outcome, 'visit' | 'handshake'>
      const round = visit.chain.find(({ url }) => url.startsWith(`${visitor.fapiBase}/v1/client/handshake?`))
      const handshake = round ? new URL(round.url).searchParams.get('__clerk_hs_reason') : null
      return { ...told, handshake, visit }
    },
  }
}

/** Alice, whom the app's server knows. */
async function signedIn(
  keyType: KeyType,
  given: Partial<AuthenticateRequestOptions> = {},
  box: VisitorOptions['box'] = {},
): Promise<Scene & { session: string }> {
  const scene = await setup({ keyType, box }, given)
  const session = await scene.signIn('alice')
  expect(await scene.ask()).toMatchObject({ status: 'signed-in', userId: scene.alice })
  return { ...scene, session }
}

const keyTypes: KeyType[] = ['test', 'live']
const isOneRequest = ({ visit }: Outcome) => visit.chain.length === 1

/** Whether a page load went round by the box and came back, once. */
function expectRound({ visit }: Outcome, keyType: KeyType): void {
  // In development the address has to be cleaned, by one redirect more.
  const statuses = keyType === 'test' ? [307, 307, 307, 200] : [307, 307, 200]
  expect(visit.chain.map(({ status }) => status)).toEqual(statuses)
}

test('row 1: live, nothing: goes on signed out', async () => {
  const { ask } = await setup({ keyType: 'live' })
  const outcome = await ask()
  expect(outcome).toMatchObject({ status: 'signed-out', handshake: null })
  expect(outcome.visit.chain).toHaveLength(1)
})

test('row 2: development, nothing: brings a development browser, once', async () => {
  const { ask, cookie, fapi } = await setup({ keyType: 'test' })
  const outcome = await ask('/a?b=1')
  expect(outcome).toMatchObject({ status: 'signed-out', handshake: 'dev-browser-missing' })
  expectRound(outcome, 'test')
  expect(outcome.visit.url).toBe('http://localhost:3000/a?b=1')
  expect(cookie('__clerk_db_jwt')).toBe(fapi.devBrowsers[0]?.token)
  expect(isOneRequest(await ask())).toBe(true)
})

test('row 3: development, nothing, a fetch: goes on', async () => {
  const { ask } = await setup({ keyType: 'test' })
  const outcome = await ask('/api', { as: 'fetch' })
  expect(outcome).toMatchObject({ status: 'signed-out', handshake: null })
})

test('row 4: development, a development browser alone: signed out, without a round trip', async () => {
  const { ask, call, put } = await setup({ keyType: 'test' })
  const { id } = (await (await call('/v1/dev_browser')).json()) as { id: string }
  await put('__clerk_db_jwt', id)
  expect(await ask()).toMatchObject({
    status: 'signed-out',
    reason: 'session-token-and-uat-missing',
    handshake: null,
  })
})

test.for(keyTypes)('row 5: %s, a valid token: signed in with one request', async (keyType) => {
  const { ask, alice } = await signedIn(keyType)
  const outcome = await ask()
  expect(outcome).toMatchObject({ status: 'signed-in', userId: alice })
  expect(isOneRequest(outcome)).toBe(true)
})

test.for(keyTypes)('rows 6, 8, 9: %s, a lost or unlikely pair of cookies comes right', async (keyType) => {
  const { ask, alice, lose, put, cookie } = await signedIn(keyType)
  const uat = Number(cookie('__client_uat'))
  const wrongs: [string, () => Promise<void>][] = [
    ['session-token-but-no-client-uat', () => lose('__client_uat')],
    ['session-token-but-no-client-uat', () => put('__client_uat', 'abc')],
    ['client-uat-but-no-session-token', () => lose('__session')],
    ['session-token-iat-before-client-uat', () => put('__client_uat', uat + 100)],
  ]
  for (const [reason, spoil] of wrongs) {
    await spoil()
    const outcome = await ask()
    expect(outcome).toMatchObject({ status: 'signed-in', userId: alice, handshake: reason })
    expectRound(outcome, keyType)
    expect(cookie('__client_uat')).toBe(String(uat))
  }
})

test.for(keyTypes)('row 7: %s, signed out elsewhere, the token left: it goes', async (keyType) => {
  const { ask, put, cookie, fapi, session } = await signedIn(keyType)
  fapi.revokeSession(session)
  await put('__client_uat', 0)
  const outcome = await ask()
  expect(outcome).toMatchObject({ status: 'signed-out', handshake: 'session-token-but-no-client-uat' })
  expect([cookie('__session'), cookie('__client_uat')]).toEqual([undefined, '0'])
})

test.for(keyTypes)('row 10: %s, an expired token is replaced', async (keyType) => {
  const { ask, alice, lose, holdOldToken, session, cookie } = await signedIn(keyType)
  await lose('__refresh')
  const old = await holdOldToken(session, 300)
  const outcome = await ask()
  expect(outcome).toMatchObject({
    status: 'signed-in',
    userId: alice,
    handshake: 'session-token-expired-refresh-non-eligible-no-refresh-cookie',
  })
  expectRound(outcome, keyType)
  expect(cookie('__session')).not.toBe(old)
})

test.for(['document', 'fetch'] as const)(
  'row 11: live, an expired token is refreshed for a %s',
  async (as) => {
    const { ask, alice, holdOldToken, session, cookie } = await signedIn('live')
    const old = await holdOldToken(session, 300)
    const outcome = await ask('/', { as })
    expect(outcome).toMatchObject({ status: 'signed-in', userId: alice })
    expect(isOneRequest(outcome)).toBe(true)
    expect(cookie('__session')).not.toBe(old)
    expect(isOneRequest(await ask())).toBe(true)
  },
)

test.for<[string, object]>([
  ['fails', { status: 500 }],
  ['is cut off', { cut: true }],
  ['answers as something else', { body: '<html>portal</html>' }],
])('row 12: live, where the Backend API %s a page load goes round', async ([, fault]) => {
  const { ask, alice, holdOldToken, session, fapi } = await signedIn('live')
  await holdOldToken(session, 300)
  fapi.fault({ path: '/v1/sessions/*/refresh', ...fault })
  const outcome = await ask()
  expect(outcome).toMatchObject({ status: 'signed-in', userId: alice })
  expect(outcome.handshake).toMatch(/^session-token-expired-refresh-/)
})

test.for(keyTypes)(
  'rows 13, 16 to 19: %s, what no page load asks for is never sent round',
  async (keyType) => {
    const { ask, alice, lose, holdOldToken, session, fapi } = await signedIn(keyType)
    await lose('__refresh')
    await holdOldToken(session, 300)
    const rounds = () => fapi.log.filter({ path: '/v1/client/handshake' }).length
    const before = rounds()
    const still: VisitOptions[] = [
      { as: 'fetch' },
      { body: new URLSearchParams({ a: '1' }) },
      { method: 'HEAD' },
      { fetchMetadata: false, headers: { accept: '*/*' } },
      { as: 'fetch', method: 'OPTIONS' },
    ]
    for (const options of still) {
      const outcome = await ask('/', options)
      expect([outcome.status, outcome.visit.chain.length]).toEqual(['signed-out', 1])
    }
    expect(rounds()).toBe(before)
    for (const options of [{ as: 'iframe' as const }, { fetchMetadata: false }]) {
      await holdOldToken(session, 300)
      expect(await ask('/', options)).toMatchObject({ status: 'signed-in', userId: alice })
    }
  },
)

test.for(keyTypes)(
  'rows 26, 27, 32: %s, what a round trip brings is fetched once and kept by nobody',
  async (keyType) => {
    const { ask, lose, asked, browser } = await signedIn(keyType)
    await lose('__session')
    const before = asked('/v1/clients/handshake_payload')
    const { visit } = await ask('/a?b=1,2&c')
    expect(asked('/v1/clients/handshake_payload')).toBe(before + 1)
    expect(visit.url).toMatch(/\/a\?b=1(,|%2C)2&c=?$/)
    expect(browser.cookies.filter(({ name }) => name.startsWith('__clerk_handshake'))).toEqual([])
    const brought = keyType === 'test' ? visit.chain[2]! : visit.chain[1]!
    expect(
      brought.cookies.some((name) => name.startsWith(keyType === 'test' ? '__session' : '__clerk_handshake')),
    ).toBe(true)
  },
)

test('row 34: development, a nonce that was used brings nothing, and the cookies decide', async () => {
  const { ask, lose, alice, asked } = await signedIn('test')
  await lose('__session')
  const { visit } = await ask()
  const used = new URL(visit.chain[2]!.url)
  expect(used.searchParams.has('__clerk_handshake_nonce')).toBe(true)
  const before = asked('/v1/clients/handshake_payload')
  const outcome = await ask(used.href)
  expect(outcome).toMatchObject({ status: 'signed-in', userId: alice, handshake: null })
  expect(outcome.visit.chain.map(({ cookies }) => cookies)).toEqual([[], []])
  expect(asked('/v1/clients/handshake_payload')).toBe(before + 1)
})

test('row 34: live, a nonce that was used signs nobody in', async () => {
  const { ask, lose, store } = await signedIn('live')
  await lose('__session')
  await store(`__clerk_handshake_nonce=${'x'.repeat(32)}; Domain=frontdesk.example; Path=/`)
  expect(await ask()).toMatchObject({ status: 'signed-out', reason: 'session-token-missing' })
})

test.for(keyTypes)(
  'rows 35, 41: %s, a token of another instance is nobody here, nor in the way',
  async (keyType) => {
    const { ask, alice, put, store } = await signedIn(keyType)
    const box = { name: 'other', signingKey: await generateSigningKey() }
    const other = await createVisitor({ keyType, box })
    const session = await other.signIn('bob')
    const { jwt } = (await (await other.call(`/v1/client/sessions/${session}/tokens`)).json()) as {
      jwt: string
    }
    // What an app of that instance on this host would have written last.
    await store(`__session=${jwt}; Path=/`)
    expect(await ask()).toMatchObject({ status: 'signed-in', userId: alice, handshake: null })
    await put('__session', jwt)
    expect(await ask()).toMatchObject({ status: 'signed-out', reason: 'jwk-kid-mismatch', handshake: null })
  },
)

test.for(keyTypes)(
  'row 37: %s, a token that nobody signed is refused without a round trip',
  async (keyType) => {
    const { ask, put, cookie, session, alice, fapi } = await signedIn(keyType)
    const jwt = cookie('__session')!
    const now = Math.floor(Date.now() / 1000)
    const [header, payload] = jwt.split('.') as [string, string]
    const none = btoa(JSON.stringify({ alg: 'none', typ: 'JWT' })).replaceAll('=', '')
    const symmetric = await new SignJWT({ sid: session, v: 2 })
      .setProtectedHeader({
        alg: 'HS256',
        typ: 'JWT',
        kid: (JSON.parse(atob(header)) as { kid: string }).kid,
      })
      .setSubject(alice)
      .setIssuedAt(now)
      .setExpirationTime(now + 60)
      .sign(new TextEncoder().encode(await fapi.jwtKey()))
    for (const forged of [`${header}.${payload}.${'A'.repeat(342)}`, `${none}.${payload}.AA`, symmetric]) {
      await put('__session', forged)
      expect(await ask()).toMatchObject({ status: 'signed-out', userId: null, handshake: null })
    }
  },
)

test.for(keyTypes)(
  'row 40: %s, of two cookies of one name the first counts, and it ends',
  async (keyType) => {
    const { ask, alice, cookie } = await signedIn(keyType)
    const session = cookie('__session')
    const uat = cookie('__client_uat')
    const devBrowser = cookie('__clerk_db_jwt')
    const given = `__clerk_db_jwt=${devBrowser}; __client_uat=${uat}; __client_uat=0; __session=${session}; __session=x`
    expect(await ask('/', { headers: { cookie: given } })).toMatchObject({
      status: 'signed-in',
      userId: alice,
    })
  },
)

test.for(keyTypes)(
  'rows 42, 44: %s, a token in the header goes before the cookie; another scheme does not',
  async (keyType) => {
    const { ask, alice, bob, fapi } = await signedIn(keyType)
    const { sessionIds } = await fapi.seedClient({ users: ['bob@example.com'] })
    const other = await createVisitor({ keyType, fapi })
    const bobs = await other.signIn('bob')
    const response = await other.call(`/v1/client/sessions/${bobs}/tokens`)
    const { jwt } = (await response.json()) as { jwt: string }
    expect(sessionIds).toHaveLength(1)
    const asking = (authorization: string) => ask('/api', { as: 'fetch', headers: { authorization } })
    expect(await asking(`Bearer ${jwt}`)).toMatchObject({ status: 'signed-in', userId: bob })
    expect(await asking('Basic YTpi')).toMatchObject({ status: 'signed-in', userId: alice })
  },
)

test('row 45: live, a token of a sister app is refused where the parties are named', async () => {
  const parties: Partial<AuthenticateRequestOptions> = { authorizedParties: ['https://frontdesk.example'] }
  const { ask, alice, put, fapi } = await signedIn('live', parties)
  expect(await ask()).toMatchObject({ status: 'signed-in', userId: alice })
  const sister = await createVisitor({ keyType: 'live', fapi })
  const session = await sister.signIn('alice')
  await sister.visit(() => new Response(), 'https://sister.frontdesk.example/')
  const tab = sister.browser.openTab({ url: 'https://sister.frontdesk.example/' })
  const { jwt } = (await (
    await tab.ambient.fetch(`${sister.fapiBase}/v1/client/sessions/${session}/tokens`, {
      method: 'POST',
      credentials: 'include',
    })
  ).json()) as { jwt: string }
  await put('__session', jwt)
  expect(await ask()).toMatchObject({
    status: 'signed-out',
    reason: 'token-invalid-authorized-parties',
    handshake: null,
  })
})

test.for(keyTypes)('row 48: %s, a link from another site costs one round trip', async (keyType) => {
  const { ask, alice, origin } = await signedIn(keyType)
  const from = origin.replace(/\/\/.*/, '//elsewhere.example/page')
  const outcome = await ask('/', { from })
  expect(outcome).toMatchObject({
    status: 'signed-in',
    userId: alice,
    handshake: 'primary-domain-cross-origin-sync',
  })
  expectRound(outcome, keyType)
})

test.for(keyTypes)('row 49: %s, whose session is pending is told so', async (keyType) => {
  const { ask, signIn, fapi } = await setup({ keyType })
  await signIn('carol')
  expect(await ask()).toMatchObject({ status: 'signed-in', userId: fapi.users[2]!.id })
})

test.for(keyTypes)('row 50: %s, an address of an organization makes it the active one', async (keyType) => {
  const { ask, fapi, alice } = await signedIn(keyType, {
    organizationSyncOptions: { organizationPatterns: ['/orgs/:slug'], personalAccountPatterns: ['/me'] },
  })
  const { id, slug } = fapi.organizations[0]!
  const outcome = await ask(`/orgs/${slug}`)
  expect(outcome).toMatchObject({ orgId: id, handshake: 'active-organization-mismatch' })
  expectRound(outcome, keyType)
  expect(isOneRequest(await ask(`/orgs/${slug}`))).toBe(true)
  expect(await ask('/me')).toMatchObject({ orgId: null, handshake: 'active-organization-mismatch' })
  // It goes round until it is counted out, and then goes on.
  expect(await ask('/orgs/elsewhere')).toMatchObject({ status: 'signed-in', userId: alice, orgId: null })
})

test.for(keyTypes)('row 51: %s, a session that was revoked counts until its token ends', async (keyType) => {
  const { ask, alice, fapi, session, lose } = await signedIn(keyType)
  fapi.revokeSession(session)
  expect(await ask()).toMatchObject({ status: 'signed-in', userId: alice })
  await lose('__session')
  expect(await ask()).toMatchObject({ status: 'signed-out', handshake: 'client-uat-but-no-session-token' })
})

test.for(keyTypes)('rows 22 to 24: %s, where cookies are blocked it ends', async (keyType) => {
  const { ask } = await setup({ keyType, blockCookies: true })
  if (keyType === 'live') expect(isOneRequest(await ask())).toBe(true)
  // In development every round ends where it began: 20 redirects are a browser's own limit.
  else await expect(ask()).rejects.toThrow('too many redirects')
})
