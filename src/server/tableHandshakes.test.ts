import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import {
  createStage,
  kinds,
  type ServerStage,
  type StageOptions,
  type Visitor,
} from '../../test/support/serverStage'
import { foreignKey, resign } from '../../test/support/serverTokens'

// What comes back from round trips; each test goes by its number in the table of decisions.

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'] })
  // The engine tells the console of each handshake that it cannot read.
  vi.spyOn(console, 'error').mockImplementation(() => {})
})
afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
})

const session = 'cl_B7d4PD111AAA'

async function begun(options: StageOptions = {}) {
  const stage = await createStage(options)
  const visitor = stage.createVisitor()
  await visitor.signIn()
  vi.setSystemTime(Date.now() + 15_000)
  const token = visitor.cookie('__session')!
  visitor.forget('__session')
  stage.verdicts.length = 0
  stage.asked.length = 0
  return { stage, visitor, token }
}

/** Goes where a redirect leads, by way of the Frontend API, up to the address that it leads back to. */
async function backFrom(
  visitor: Visitor,
  { fapi }: ServerStage,
  format: 'token' | 'nonce' = 'token',
  path = '/inbox?page=2',
) {
  const { response } = await visitor.send(path)
  const url = new URL(response.headers.get('location')!)
  url.searchParams.set('format', format)
  const answer = await fapi.fetch(new Request(url, { headers: { cookie: visitor.jar.header(url) } }))
  for (const line of answer.headers.getSetCookie()) visitor.jar.store(url, line)
  return new URL(answer.headers.get('location')!)
}

const next = ({ response }: { response: Response }) => {
  const { searchParams } = new URL(response.headers.get('location')!)
  return new URL(searchParams.get('redirect_url')!)
}

describe('in development', () => {
  test.each(['token', 'nonce'] as const)(
    'rows 26 and 32 · a handshake by %s that was asked for: its cookies, and a clean address',
    async (format) => {
      const { stage, visitor } = await begun({ keyType: 'test' })
      const back = await backFrom(visitor, stage, format)
      back.searchParams.set('__clerk_help', '1')
      back.searchParams.set('__clerk_db_jwt', 'dvb_x')
      const { response } = await visitor.send(back.href)
      expect([response.status, response.headers.get('location')]).toEqual([
        307,
        `${stage.origin}/inbox?page=2`,
      ])
      expect(response.headers.get('cache-control')).toBe('no-store')
      const names = response.headers.getSetCookie().map((line) => line.split('=')[0])
      for (const name of ['__session', '__client_uat', '__clerk_db_jwt']) {
        expect(names).toContain(name)
        expect(names).toContain(`${name}_${stage.suffix}`)
      }
      expect((await visitor.visit()).status).toBe('signed-in')
      expect(stage.asked.filter((path) => path.includes('handshake'))).toHaveLength(
        format === 'nonce' ? 1 : 0,
      )
    },
  )

  test('row 29 · one that nobody asked for is not believed', async () => {
    const { stage, visitor } = await begun({ keyType: 'test' })
    const victim = stage.createVisitor()
    const { search } = await backFrom(visitor, stage)
    const handshake = new URLSearchParams(search).get('__clerk_handshake')
    for (const path of [`/inbox?__clerk_handshake=${handshake}`, `/inbox${search}`]) {
      const sent = await victim.send(path)
      expect(sent.reason).toBe('dev-browser-missing')
      expect(next(sent).searchParams.has('__clerk_handshake')).toBe(false)
      expect(sent.response.headers.getSetCookie().map((line) => line.split('=')[0])).toEqual([
        expect.stringMatching(/^__frontdesk_/),
      ])
    }
    const data = await victim.send(`/inbox${search}`, { headers: kinds.fetch })
    expect(JSON.parse(data.body).status).toBe('signed-out')
    expect(data.response.headers.getSetCookie()).toEqual([])
  })

  test.each<[string, (token: string) => string | Promise<string>]>([
    ['abc', () => 'abc'],
    ['truncated', (token) => token.slice(0, -30)],
    ['of a foreign key', async (token) => resign(token, {}, {}, await foreignKey())],
    ['of a foreign instance', async (token) => resign(token, {}, { kid: 'ins_other' }, await foreignKey())],
    ['of a template', (token) => resign(token, {}, { cat: 'cl_B7d4PD222AAA' })],
    ['without a list', (token) => resign(token, { handshake: 'x' })],
    ['with a list of numbers', (token) => resign(token, { handshake: [1, 2] })],
    ['with line breaks', (token) => resign(token, { handshake: ['a=b\r\nSet-Cookie: c=d'] })],
    ['with a line that is no cookie', (token) => resign(token, { handshake: ['no cookie at all'] })],
  ])('rows 30 and 31 · a handshake %s: no 500, none of its cookies, once more round', async (_, forge) => {
    const { stage, visitor } = await begun({ keyType: 'test' })
    const back = await backFrom(visitor, stage)
    back.searchParams.set('__clerk_handshake', await forge(back.searchParams.get('__clerk_handshake')!))
    const sent = await visitor.send(back.href)
    expect([sent.response.status, sent.reason]).toEqual([307, 'client-uat-but-no-session-token'])
    expect(next(sent).searchParams.get('__frontdesk')).toMatch(/^2\./)
    expect(next(sent).searchParams.has('__clerk_handshake')).toBe(false)
    expect(sent.response.headers.getSetCookie().map((line) => line.split('=')[0])).toEqual([
      expect.stringMatching(/^__frontdesk_/),
    ])
  })

  test('row 30 · handshakes of a foreign instance, three times over: it is said', async () => {
    const { stage, visitor } = await begun({ keyType: 'test' })
    let last = await visitor.send('/')
    for (let round = 0; round < 3; round++) {
      const back = next(last)
      const handshake = await resign(
        'e30.e30.AA',
        { handshake: ['a=b'] },
        { alg: 'RS256', cat: session, kid: 'ins_other' },
        await foreignKey(),
      )
      back.searchParams.set('__clerk_handshake', handshake)
      last = await visitor.send(back.href)
    }
    expect(last.response.headers.get('x-frontdesk-verdict')).toBe('keys_differ')
    expect(stage.verdicts.at(-1)?.message).toContain('ins_other')
  })

  test('behavior: a handshake left in a cookie is not believed for ever', async () => {
    const { stage, visitor } = await begun({ keyType: 'test' })
    const { searchParams } = await backFrom(visitor, stage)
    visitor.write('__clerk_handshake', searchParams.get('__clerk_handshake')!)
    const { hops, status } = await visitor.visit()
    expect([hops.length, status]).toEqual([4, 'signed-in'])
  })

  test.each(['https://evil.example/', 'nope', '//evil.example', 'javascript:alert(1)'])(
    'row 47 · __clerk_redirect_url=%s: of no account',
    async (target) => {
      const { visitor } = await begun({ keyType: 'test' })
      const { hops, status } = await visitor.visit(`/?__clerk_redirect_url=${encodeURIComponent(target)}`)
      expect(status).toBe('signed-in')
      expect(hops.map(({ url }) => url.hostname)).not.toContain('evil.example')
    },
  )
})

describe('in production', () => {
  test.each(['token', 'nonce'] as const)(
    'rows 27 and 32 · a handshake by %s that was asked for: the page at once, its cookies, kept by nobody',
    async (format) => {
      const { stage, visitor } = await begun()
      const back = await backFrom(visitor, stage, format)
      stage.app = () =>
        new Response('for all', {
          headers: { 'cache-control': 'public, max-age=60', 'cdn-cache-control': 'max-age=60' },
        })
      const { response, body } = await visitor.send(back.href)
      expect([response.status, body]).toEqual([200, 'for all'])
      expect(response.headers.get('cache-control')).toBe('private, no-store')
      expect(response.headers.get('cdn-cache-control')).toBe(null)
      expect(visitor.cookie('__session')).toBeDefined()
      expect(visitor.jar.all.filter(({ name }) => name.startsWith('__clerk_handshake'))).toEqual([])
      expect(stage.asked.filter((path) => path.includes('handshake'))).toHaveLength(
        format === 'nonce' ? 1 : 0,
      )
    },
  )

  test('row 28 · a handshake in the address is not believed, asked for or not', async () => {
    const { stage, visitor } = await begun()
    const attacker = stage.createVisitor()
    await attacker.signIn('bob')
    attacker.forget('__session')
    await backFrom(attacker, stage)
    const stolen = attacker.jar.all.find(({ name }) => name === '__clerk_handshake')!.value
    expect((await visitor.visit(`/?__clerk_handshake=${stolen}`)).userId).toBe(stage.fapi.users[0]?.id)
    visitor.forget('__session')
    const back = await backFrom(visitor, stage)
    visitor.forget('__clerk_handshake')
    back.searchParams.set('__clerk_handshake', stolen)
    const sent = await visitor.send(back.href)
    expect([sent.response.status, sent.reason]).toEqual([307, 'client-uat-but-no-session-token'])
  })

  test('row 29 · one that nobody asked for is not believed, in a cookie either', async () => {
    const { stage, visitor } = await begun()
    const attacker = stage.createVisitor()
    await attacker.signIn('bob')
    attacker.forget('__session')
    await backFrom(attacker, stage, 'nonce')
    const stolen = attacker.jar.all.find(({ name }) => name === '__clerk_handshake_nonce')!.value
    stage.asked.length = 0
    visitor.jar.store(new URL(stage.origin), `__clerk_handshake_nonce=${stolen}; Path=/`)
    expect((await visitor.send()).reason).toBe('client-uat-but-no-session-token')
    expect((await visitor.visit()).userId).toBe(stage.fapi.users[0]?.id)
  })

  const outages: Record<string, () => Promise<Response>> = {
    '500': async () => new Response('', { status: 500 }),
    HTML: async () => new Response('<p>'),
    'no connection': () => Promise.reject(new TypeError('fetch failed')),
    'a list of numbers': async () => Response.json({ directives: [1] }),
    'line breaks': async () => Response.json({ directives: ['a=b\r\nc: d'] }),
  }

  test.each(Object.entries(outages))(
    'row 33 · the Backend API answers a nonce with %s, the token is valid: it counts, the nonce is kept',
    async (_, answer) => {
      let isDown = false
      const { stage, visitor, token } = await begun({
        between: (request, next) =>
          request.url.includes('handshake_payload') && isDown ? answer() : next(request),
      })
      const back = await backFrom(visitor, stage, 'nonce')
      isDown = true
      const now = Math.floor(Date.now() / 1000)
      visitor.write('__session', await resign(token, { iat: now, exp: now + 60 }))
      const { response, body } = await visitor.send(back.href)
      expect([response.status, JSON.parse(body).status]).toEqual([200, 'signed-in'])
      expect(response.headers.getSetCookie()).toEqual([])
      visitor.forget('__session')
      const without = await visitor.send(back.href)
      expect(JSON.parse(without.body).status).toBe('unknown')
      expect(stage.verdicts.at(-1)?.code).toBe('backend_unreachable')
      isDown = false
      expect(JSON.parse((await visitor.send(back.href)).body).status).toBe('signed-in')
    },
  )

  test('row 34 · a nonce that was used: it goes, and the rest decides', async () => {
    const { stage, visitor } = await begun()
    const back = await backFrom(visitor, stage, 'nonce')
    const nonce = visitor.jar.all.find(({ name }) => name === '__clerk_handshake_nonce')!.value
    await visitor.send(back.href)
    visitor.jar.store(new URL(stage.origin), `__clerk_handshake_nonce=${nonce}; Path=/`)
    const { response, body } = await visitor.send(back.href)
    expect([response.status, JSON.parse(body).status]).toEqual([200, 'signed-in'])
    expect(response.headers.getSetCookie()).toEqual(['__clerk_handshake_nonce=; Path=/; Max-Age=0'])
    expect(stage.verdicts.map(({ code }) => code)).toEqual(['handshake_empty'])
  })

  test('row 34 · any JSON content type will do', async () => {
    const { stage, visitor } = await begun({
      between: async (request, next) => {
        const response = await next(request)
        return new Response(response.body, { headers: { 'content-type': 'application/json; charset=UTF-8' } })
      },
    })
    const back = await backFrom(visitor, stage, 'nonce')
    expect(JSON.parse((await visitor.send(back.href)).body).status).toBe('signed-in')
  })

  test('behavior: what runs behind gets the fresh cookies, and none of the handshake’s', async () => {
    const { stage, visitor } = await begun()
    const back = await backFrom(visitor, stage)
    let behind: Request | undefined
    stage.app = ({ request }) => {
      behind = request
      return new Response('')
    }
    await visitor.send(back.href)
    expect(behind?.url).toBe(`${stage.origin}/inbox?page=2`)
    expect(behind?.headers.get('cookie')).toContain(`__session=${visitor.cookie('__session')}`)
    expect(behind?.headers.get('cookie')).not.toMatch(/__clerk_handshake|__frontdesk/)
    const { auth } = await stage.server.read(behind!)
    expect(auth.status).toBe('signed-in')
  })
})
