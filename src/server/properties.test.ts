import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { fc } from '../../test/support/fuzz'
import { createStage, keyTypes, kinds, type ServerStage } from '../../test/support/serverStage'
import { foreignKey, part, resign } from '../../test/support/serverTokens'

// Whatever a request holds: nothing throws, redirects end and lead nowhere else, and no token shows where none may.

beforeAll(() => {
  for (const method of ['error', 'warn', 'log'] as const)
    vi.spyOn(console, method).mockImplementation(() => {})
})
afterAll(() => void vi.restoreAllMocks())

const garbage = fc.oneof(
  fc.string({ maxLength: 40 }),
  fc.string({ unit: 'binary', maxLength: 10 }).map(encodeURIComponent),
  fc.constantFrom(
    '',
    '0',
    '1',
    '-1',
    '1e9',
    'abc',
    '%',
    '%E0%A4%A',
    'null',
    '..',
    'a.b.c',
    `${part(null)}.${part(null)}.AA`,
  ),
  fc
    .json({ maxDepth: 1 })
    .map((json) => `${part({ alg: 'RS256' })}.${Buffer.from(json).toString('base64url')}.AA`),
)

/** Tokens of a real session, good and bad. */
async function tokensOf(stage: ServerStage): Promise<string[]> {
  const visitor = stage.createVisitor()
  await visitor.signIn()
  const token = visitor.cookie('__session')!
  const now = Math.floor(Date.now() / 1000)
  return [
    token,
    await resign(token, { exp: now - 60, iat: now - 120 }),
    await resign(token, { nbf: now + 600, iat: now + 600, exp: now + 700 }),
    await resign(token, { azp: 'https://evil.example' }),
    await resign(token, { azp: undefined, sid: 5, sub: null }),
    await resign(token, { sts: 'pending', act: 'x', o: 'x' }),
    await resign(token, {}, {}, await foreignKey()),
    await resign(token, {}, { kid: 'ins_other' }, await foreignKey()),
    await resign(token, { sub: undefined, handshake: [`__session=${token}; Path=/`] }),
    await resign(token, { handshake: ['a=b\r\nc=d', 5] }),
    `${token.slice(0, -4)}AAAA`,
  ]
}

const addresses = fc.constantFrom(
  'https://evil.example',
  '//evil.example/',
  'javascript:alert(1)',
  'nope',
  '/',
)

function requests(stage: ServerStage, tokens: string[], markers: string[]) {
  const token = fc.constantFrom(...tokens)
  const values = fc.oneof({ arbitrary: token, weight: 3 }, garbage)
  const now = Math.floor(Date.now() / 1000)
  const uats = fc.oneof(fc.constantFrom('0', '1', `${now}`, `${now + 1000}`), garbage)
  const twin = (name: string) => fc.constantFrom(name, `${name}_${stage.suffix}`, `${name}_other123`)
  const cookie = fc.oneof(
    fc.tuple(twin('__session'), values),
    fc.tuple(twin('__client_uat'), uats),
    fc.tuple(twin('__clerk_db_jwt'), garbage),
    fc.tuple(twin('__refresh'), garbage),
    fc.tuple(
      fc.constantFrom('__clerk_handshake', '__clerk_handshake_nonce', '__clerk_redirect_count'),
      values,
    ),
    fc.constantFrom(...markers).map((id): [string, string] => [`__frontdesk_${id.split('.')[2]}`, '1']),
    fc.tuple(fc.constant('__frontdesk'), fc.constantFrom(...markers)),
    fc.tuple(garbage, garbage),
  )
  const parameter = fc.oneof(
    fc.tuple(
      fc.constantFrom('__clerk_handshake', '__clerk_handshake_nonce', '__clerk_db_jwt', '__clerk_help'),
      values,
    ),
    fc.tuple(
      fc.constantFrom('__clerk_redirect_url', '__clerk_synced', '__clerk_satellite_url', 'redirect_url'),
      addresses,
    ),
    fc.tuple(fc.constant('__frontdesk'), fc.oneof(fc.constantFrom(...markers), garbage)),
    fc.tuple(garbage, garbage),
  )
  const header = fc.oneof(
    fc.tuple(
      fc.constant('authorization'),
      fc.oneof(
        token.map((text) => `Bearer ${text}`),
        garbage,
      ),
    ),
    fc.tuple(fc.constantFrom('referer', 'origin'), addresses),
    fc.tuple(
      fc.constantFrom('x-forwarded-host', 'x-forwarded-proto', 'host', 'forwarded'),
      fc.oneof(addresses, garbage),
    ),
    fc.tuple(fc.constantFrom('sec-fetch-dest', 'accept', 'sec-purpose', 'next-url'), garbage),
  )
  return fc.record({
    method: fc.constantFrom('GET', 'GET', 'GET', 'HEAD', 'POST', 'OPTIONS', 'DELETE'),
    path: fc.oneof(fc.constantFrom('/', '//evil.example/', '/a/../b', '/%2e%2e', '/\\evil'), fc.webPath()),
    cookies: fc.array(cookie, { maxLength: 8 }),
    parameters: fc.array(parameter, { maxLength: 4 }),
    headers: fc.array(header, { maxLength: 3 }),
    kind: fc.constantFrom(...Object.values(kinds)),
    handles: fc.boolean(),
  })
}

/** Only what a header may hold. */
const printable = (text: string) => text.replace(/[^\x20-\x7e]/g, '')

test.each(
  keyTypes.flatMap((keyType) => [false, true].map((trustForwarded) => ({ keyType, trustForwarded }))),
)('behavior: $keyType, proxy trusted: $trustForwarded', async ({ keyType, trustForwarded }) => {
  const stage = await createStage({ keyType, trustForwarded, signInUrl: '/sign-in', tasksUrl: '/tasks' })
  const tokens = await tokensOf(stage)
  const first = await stage.createVisitor().send('/', { headers: { cookie: '__client_uat=1' } })
  const back = new URL(first.response.headers.get('location')!).searchParams.get('redirect_url')!
  const marker = new URL(back).searchParams.get('__frontdesk')!
  const markers = [marker, marker.replace(/^1/, '2'), '0.1.0123456789abcdef.x']
  const fapiOrigin = new URL(first.response.headers.get('location')!).origin
  const signatures = tokens.map((token) => token.slice(-30))

  await fc.assert(
    fc.asyncProperty(requests(stage, tokens, markers), async (given) => {
      const visitor = stage.createVisitor()
      for (const [name, value] of given.cookies) {
        visitor.jar.store(
          new URL(stage.origin),
          `${printable(name)}=${printable(value).replaceAll(';', '')}; Path=/`,
        )
      }
      const query = given.parameters
        .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`)
        .join('&')
      const headers: Record<string, string> = { ...given.kind }
      for (const [name, value] of given.headers) headers[name] = printable(value)
      stage.app = ({ auth, initialState, request }) =>
        given.handles
          ? Response.json({ auth, initialState, at: new URL(request.url).origin })
          : (auth.deny?.() ?? Response.json({ auth }))
      let url = new URL(`${stage.origin}${given.path}${query ? `?${query}` : ''}`)
      let rounds = 0
      for (let hops = 0; hops < 12; hops++) {
        const { response, body } = await visitor.send(url.href, {
          method: hops === 0 ? given.method : 'GET',
          headers,
        })
        const location = response.headers.get('location')
        for (const [name, value] of response.headers) {
          if (name === 'set-cookie' || (name === 'location' && new URL(value, url).origin === fapiOrigin))
            continue
          for (const signature of signatures) expect(`${name}: ${value}`).not.toContain(signature)
        }
        for (const signature of signatures) expect(body).not.toContain(signature)
        if (!location) return
        const target = new URL(location, url)
        expect([fapiOrigin, stage.origin]).toContain(target.origin)
        if (target.origin === stage.origin) {
          if (response.status === 303) return
          url = target
          continue
        }
        rounds++
        expect(rounds).toBeLessThanOrEqual(3)
        const cookie = visitor.jar.header(target)
        const answer = await stage.fapi.fetch(new Request(target, { headers: cookie ? { cookie } : {} }))
        for (const line of answer.headers.getSetCookie()) visitor.jar.store(target, line)
        const onward = answer.headers.get('location')
        if (!onward) return
        expect(new URL(onward).origin).toBe(stage.origin)
        url = new URL(onward)
      }
      throw new Error('It goes round for ever.')
    }),
    { numRuns: 250 },
  )
})

test('behavior: whatever the Backend API answers, nothing throws', async () => {
  const answers = fc.oneof(
    fc.record({
      status: fc.constantFrom(200, 201, 302, 400, 401, 404, 429, 500, 503),
      body: fc.oneof(fc.json(), fc.string()),
    }),
    fc.constant(undefined),
  )
  await fc.assert(
    fc.asyncProperty(fc.array(answers, { minLength: 1, maxLength: 4 }), async (given) => {
      let asked = 0
      const stage = await createStage({
        between: async () => {
          const answer = given[asked++ % given.length]
          if (!answer) throw new TypeError('fetch failed')
          return new Response(answer.body, { status: answer.status })
        },
      })
      const visitor = stage.createVisitor()
      visitor.write('__session', `${part({ alg: 'RS256', kid: 'ins_x' })}.${part({ iss: 'x', iat: 1 })}.AA`)
      visitor.write('__client_uat', '1')
      visitor.write('__refresh', 'x')
      const { status } = await visitor.visit()
      expect(['signed-out', 'unknown']).toContain(status)
    }),
    { numRuns: 25 },
  )
})
