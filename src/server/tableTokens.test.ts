import { createHmac } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createStage, keyTypes, kinds, type StageOptions } from '../../test/support/serverStage'
import { foreignKey, part, resign } from '../../test/support/serverTokens'

// Tokens of all kinds; each test goes by its number in the table of decisions.

beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'] }))
afterEach(() => void vi.useRealTimers())

async function signedIn({ name, ...options }: StageOptions & { name?: string } = {}) {
  const stage = await createStage(options)
  const visitor = stage.createVisitor()
  await visitor.signIn(name)
  stage.verdicts.length = 0
  stage.asked.length = 0
  return { stage, visitor, token: visitor.cookie('__session')! }
}

const told = ({ body }: { body: string }) => JSON.parse(body) as { status: string; userId?: string }

describe.each(keyTypes)('%s', (keyType) => {
  test.each<[string, (token: string, pem: string) => string | Promise<string>]>([
    ['a changed signature', (token) => `${token.slice(0, -8)}AAAAAAAA`],
    [
      'a changed payload',
      (token) =>
        token.replace(/\.[^.]*\./, `.${part({ sub: 'user_evil', sid: 'sess_x', iat: 9e9, exp: 9e9 })}.`),
    ],
    ['alg none', (token) => `${part({ alg: 'none', typ: 'JWT' })}.${token.split('.')[1]}.AA`],
    [
      'HS256 with the public key',
      (token, pem) => {
        const text = `${part({ alg: 'HS256', typ: 'JWT' })}.${token.split('.')[1]}`
        return `${text}.${createHmac('sha256', pem).update(text).digest('base64url')}`
      },
    ],
    ['the category of a template', (token) => resign(token, {}, { cat: 'cl_B7d4PD222AAA' })],
    ['another key, under the same name', async (token) => resign(token, {}, {}, await foreignKey())],
  ])('row 37 · a token with %s: signed out, no redirect', async (_, forge) => {
    const { stage, visitor, token } = await signedIn({ keyType })
    visitor.write('__session', await forge(token, await stage.fapi.jwtKey()))
    const { hops, status } = await visitor.visit()
    expect([hops.length, status]).toEqual([1, 'signed-out'])
    expect(stage.verdicts.map(({ code }) => code)).toEqual(['token_refused'])
  })

  test.each([
    ['null', `${part({ alg: 'RS256' })}.${part(null)}.AA`],
    ['a list', `${part({ alg: 'RS256' })}.${part([])}.AA`],
    ['a number', `${part({ alg: 'RS256' })}.${part(1)}.AA`],
    ['a null for a header', `${part(null)}.${part({ iss: 'x', iat: 1, exp: 9e9 })}.AA`],
    ['no JSON', 'abc.def.ghi'],
    ['two parts', 'abc.def'],
    ['nothing', ''],
    [
      'bytes that are no text',
      `${part({ alg: 'RS256' })}.${Buffer.from([0xff, 0xfe]).toString('base64url')}.AA`,
    ],
  ])('row 38 · a token that holds %s: signed out, nothing throws', async (_, token) => {
    const { stage, visitor } = await signedIn({ keyType })
    visitor.forget('__client_uat')
    visitor.write('__session', token)
    const { hops, status } = await visitor.visit()
    expect([hops.length, status]).toEqual([1, 'signed-out'])
    const { auth } = await stage.server.read({ headers: new Headers({ authorization: `Bearer ${token}` }) })
    expect(auth.status).not.toBe('signed-in')
  })

  test.each([
    ['one of 64 KiB', `__session=${'a'.repeat(65_536)}`],
    [
      'a token of 64 KiB',
      `__session=${part({ alg: 'RS256' })}.${part({ iss: 'x', pad: 'a'.repeat(65_536) })}.AA`,
    ],
    ['five hundred', Array.from({ length: 500 }, (_, index) => `c${index}=${index}`).join('; ')],
    ['bad percent signs', '__session=%E0%A4%A; __client_uat=%; a=%zz'],
    ['no pairs', ';;;=;a;=b;__session'],
    ['control characters', '__session=\u0001\u007f; __client_uat=\u00ff'],
  ])('row 39 · cookies: %s: nothing throws', async (_, cookie) => {
    const stage = await createStage({ keyType })
    const response = await stage.server.handle(
      new Request(stage.origin, { headers: { ...kinds.fetch, cookie } }),
      ({ auth }) => new Response(auth.status),
    )
    expect(response.status).toBe(200)
  })

  test('row 40 · cookies twice: the first one counts', async () => {
    const { stage, visitor, token } = await signedIn({ keyType })
    const own = visitor.jar.header(new URL(stage.origin))
    const cookie = `${own}; __session=${await resign(token, { sub: 'user_evil' })}; __client_uat=0; __session_${stage.suffix}=x`
    const { response, body } = await visitor.send('/', { headers: { cookie } })
    expect([response.status, told({ body }).userId]).toEqual([200, stage.fapi.users[0]?.id])
  })

  test('row 41 · the plain token is another instance’s, the suffixed one our own: signed in', async () => {
    const { stage, visitor, token } = await signedIn({ keyType })
    const foreign = await resign(
      token,
      { iss: 'https://clerk.other.example', sub: 'user_other' },
      { kid: 'ins_other' },
      await foreignKey(),
    )
    const cookie = visitor.jar
      .header(new URL(stage.origin))
      .replace(/__session=[^;]+/, `__session=${foreign}`)
    const sent = await visitor.send('/', { headers: { cookie } })
    expect([sent.response.status, told(sent).userId]).toEqual([200, stage.fapi.users[0]?.id])
  })

  test('rows 42 and 59 · a bearer token counts, whoever’s cookies come along, and nothing is put into HTML', async () => {
    const { stage, visitor } = await signedIn({ keyType })
    const bob = stage.createVisitor()
    await bob.signIn('bob')
    await visitor.visit()
    stage.app = ({ auth, initialState }) =>
      Response.json({ userId: auth.userId, state: initialState ?? null })
    const headers = { ...kinds.fetch, authorization: `Bearer ${bob.cookie('__session')}` }
    const { body } = await visitor.send('/api', { headers })
    expect(JSON.parse(body)).toEqual({ userId: stage.fapi.users[1]?.id, state: null })
    const after = await visitor.send('/api', { headers: kinds.fetch })
    expect(JSON.parse(after.body)).toMatchObject({ userId: stage.fapi.users[0]?.id, state: { v: 1 } })
  })

  test('row 43 · an expired bearer token: unknown, 401, no redirect', async () => {
    const { stage, visitor, token } = await signedIn({ keyType })
    vi.setSystemTime(Date.now() + 90_000)
    stage.app = ({ auth }) => auth.deny?.() ?? new Response('in')
    const { response } = await visitor.send('/', { headers: { authorization: `Bearer ${token}` } })
    expect([response.status, response.headers.get('x-frontdesk-verdict')]).toEqual([401, 'session_stale'])
  })

  test('behavior: a bearer token of another instance is no sign-out', async () => {
    const { stage, visitor, token } = await signedIn({ keyType })
    const foreign = await resign(token, {}, { kid: 'ins_other' }, await foreignKey())
    const sent = await visitor.send('/', { headers: { ...kinds.fetch, authorization: `Bearer ${foreign}` } })
    expect(told(sent).status).toBe('unknown')
    expect(stage.verdicts).toMatchObject([{ code: 'keys_differ' }])
  })

  test.each(['Basic YTpi', 'Digest x', 'ak_live_123', ''])(
    'row 44 · Authorization: %s: the cookie decides',
    async (authorization) => {
      const { stage, visitor } = await signedIn({ keyType })
      const sent = await visitor.send('/', { headers: { ...kinds.fetch, authorization } })
      expect(told(sent).userId).toBe(stage.fapi.users[0]?.id)
    },
  )

  test.each([
    ['a sister app', 'https://sister.example'],
    ['nobody', undefined],
    ['nonsense', 'null'],
  ])('row 45 · a token made for %s: signed out, and told', async (_, azp) => {
    const { stage, visitor, token } = await signedIn({ keyType })
    visitor.write('__session', await resign(token, { azp }))
    const { hops, status } = await visitor.visit()
    expect([hops.length, status]).toEqual([1, 'signed-out'])
    expect(stage.verdicts).toMatchObject([
      {
        code: 'token_refused',
        reason: 'token-invalid-authorized-parties',
        message: expect.stringContaining('origins'),
      },
    ])
  })

  test('row 49 · a session with a task to do: pending, in the first render too', async () => {
    const { stage, visitor } = await signedIn({ keyType, name: 'carol' })
    stage.app = ({ auth, initialState }) =>
      Response.json([auth.status, auth.userId, auth.has === undefined, initialState?.status])
    const { body } = await visitor.send()
    expect(JSON.parse(body)).toEqual(['pending', stage.fapi.users[2]?.id, true, 'pending'])
  })
})

describe('keys', () => {
  const down: Record<string, () => Promise<Response>> = {
    '500': async () => new Response('', { status: 500 }),
    HTML: async () => new Response('<p>', { headers: { 'content-type': 'text/html' } }),
    'no connection': () => Promise.reject(new TypeError('fetch failed', { cause: { code: 'ECONNREFUSED' } })),
    'no keys': async () => Response.json({ keys: [] }),
    'a wrong secret key': async () => Response.json({ errors: [] }, { status: 401 }),
  }

  test.each(Object.entries(down))(
    'row 36 · the Backend API answers with %s, no key is known: unknown, 503, nobody is signed out',
    async (_, answer) => {
      let isDown = false
      const between: StageOptions['between'] = (request, next) =>
        isDown && request.url.endsWith('/jwks') ? answer() : next(request)
      const { visitor } = await signedIn()
      isDown = true
      const stage = await createStage({ between })
      stage.app = ({ auth, initialState }) =>
        auth.deny ? auth.deny() : Response.json({ status: auth.status, state: initialState })
      const other = stage.createVisitor()
      for (const { name, value } of visitor.jar.all) if (!name.includes('frontdesk')) other.write(name, value)
      const { response } = await other.send('/', { headers: kinds.fetch })
      expect([response.status, response.headers.get('retry-after')]).toEqual([503, '5'])
      expect(response.headers.get('x-frontdesk-verdict')).toBe('backend_unreachable')
      expect(stage.verdicts.map(({ code }) => code)).toEqual(['backend_unreachable'])
      expect(stage.asked.length).toBeLessThanOrEqual(3)
      isDown = false
      vi.setSystemTime(Date.now() + 2000)
      expect(told(await other.send('/', { headers: kinds.fetch })).status).toBe('signed-in')
    },
  )

  test('row 36 · a Backend API that does not answer is waited for no longer than 5 s', async () => {
    const { visitor } = await signedIn()
    const stage = await createStage({ between: () => new Promise(() => {}) })
    vi.useRealTimers()
    const other = stage.createVisitor()
    for (const { name, value } of visitor.jar.all) if (!name.includes('frontdesk')) other.write(name, value)
    const start = performance.now()
    expect(told(await other.send()).status).toBe('unknown')
    expect(performance.now() - start).toBeLessThan(6500)
  })

  test('row 36 · where a key is known, an outage is not noticed', async () => {
    let isDown = false
    const { visitor, stage } = await signedIn({
      between: (request, next) => (isDown ? down['no connection']!() : next(request)),
    })
    isDown = true
    vi.setSystemTime(Date.now() + 20 * 60_000)
    const token = await resign(visitor.cookie('__session')!, times())
    visitor.write('__session', token)
    expect((await visitor.visit()).status).toBe('signed-in')
    await vi.waitFor(() => expect(stage.asked).toContain('GET /v1/jwks'))
  })

  test('row 35 · tokens of unknown keys ask for keys once in 30 s, for all together', async () => {
    const { stage, visitor, token } = await signedIn()
    await visitor.visit()
    stage.asked.length = 0
    const forged = await Promise.all(
      Array.from({ length: 20 }, async (_, index) =>
        resign(token, {}, { kid: `ins_${index}` }, await foreignKey()),
      ),
    )
    const send = (each: string) =>
      visitor.send('/', { headers: { ...kinds.fetch, authorization: `Bearer ${each}` } })
    vi.setSystemTime(Date.now() + 29_000)
    await Promise.all(forged.map(send))
    expect(stage.asked).toEqual([])
    vi.setSystemTime(Date.now() + 2000)
    await Promise.all(forged.map(send))
    for (const each of forged) await send(each)
    expect(stage.asked).toEqual(['GET /v1/jwks'])
  })

  test('parameters: with jwtKey no key is ever asked for', async () => {
    const { stage, visitor } = await signedIn()
    const jwtKey = await stage.fapi.jwtKey()
    const other = await createStage({ jwtKey })
    const cookie = visitor.jar.header(new URL(stage.origin))
    expect(told(await other.createVisitor().send('/', { headers: { cookie } })).status).toBe('signed-in')
    expect(other.asked).toEqual([])
  })

  test('row 55 · a thousand at once, of mixed people: each their own, and one request for keys', async () => {
    const { stage, visitor } = await signedIn()
    const bob = stage.createVisitor()
    await bob.signIn('bob')
    const cold = await createStage()
    const people = [visitor, bob, stage.createVisitor()].map((each) => each.jar.header(new URL(stage.origin)))
    const expected = [stage.fapi.users[0]?.id, stage.fapi.users[1]?.id, undefined]
    const answers = await Promise.all(
      Array.from({ length: 1000 }, async (_, index) => {
        const request = new Request(stage.origin, {
          headers: { ...kinds.document, cookie: people[index % 3]! },
        })
        const response = await cold.server.handle(request, async ({ auth }) => {
          await new Promise((resolve) => setImmediate(resolve))
          return Response.json({ status: auth.status, userId: auth.userId })
        })
        return ((await response.json()) as { userId?: string }).userId
      }),
    )
    expect(answers).toEqual(answers.map((_, index) => expected[index % 3]))
    expect(cold.asked).toEqual(['GET /v1/jwks'])
  })
})

const times = () => {
  const now = Math.floor(Date.now() / 1000)
  return { iat: now, nbf: now - 10, exp: now + 60 }
}
