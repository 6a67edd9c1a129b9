import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createStage, keyTypes, kinds, type StageOptions, type Visit } from '../../test/support/serverStage'
import { foreignKey, resign } from '../../test/support/serverTokens'

// Round trips that change nothing; each test goes by its number in the table of decisions.

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'] })
  // The engine tells the console of each handshake that it cannot read.
  vi.spyOn(console, 'error').mockImplementation(() => {})
})
afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
})

const later = (seconds: number) => vi.setSystemTime(Date.now() + seconds * 1000)

async function signedIn(options: StageOptions = {}) {
  const stage = await createStage(options)
  const visitor = stage.createVisitor()
  await visitor.signIn()
  stage.verdicts.length = 0
  later(15)
  return { stage, visitor }
}

const rounds = ({ hops }: Visit) => hops.filter(({ reason }) => reason !== null).length
const count = (hop: Visit['last']) => {
  const location = new URL(hop.response.headers.get('location')!)
  return new URL(location.searchParams.get('redirect_url')!).searchParams.get('__frontdesk')?.[0]
}
const codes = (stage: { verdicts: { code: string }[] }) => [
  ...new Set(stage.verdicts.map(({ code }) => code)),
]

describe.each(keyTypes)('%s', (keyType) => {
  /** What becomes of whom nobody can tell: a page that explains it in development, the app's own in production. */
  function expectGivenUp({ last, status }: Visit, code: string) {
    expect(last.response.headers.get('x-frontdesk-verdict')).toBe(code)
    expect(last.response.headers.get('cache-control')).toMatch(/no-store/)
    if (keyType === 'live') return expect([last.response.status, status]).toEqual([200, 'unknown'])
    expect([last.response.status, last.response.headers.get('content-type')]).toEqual([
      500,
      'text/html; charset=utf-8',
    ])
    expect(last.body).toContain(code)
  }

  test('rows 22 and 23 · what stays stale is sent round three times, and no more', async () => {
    const { stage, visitor } = await signedIn({ keyType })
    visitor.forget('__session')
    visitor.keeps = (line) => !line.startsWith('__session')
    if (keyType === 'live') {
      // In production the page comes out all right, and each load goes round once.
      const visit = await visitor.visit()
      expect([rounds(visit), visit.status]).toEqual([1, 'signed-in'])
      return
    }
    const visit = await visitor.visit()
    expect(visit.hops.flatMap((hop) => (hop.reason ? [count(hop)] : []))).toEqual(['1', '2', '3'])
    expectGivenUp(visit, 'handshake_loop')
    expect(codes(stage)).toEqual(['handshake_loop'])
  })

  test('rows 22 and 23 · the same, where the Frontend API brings nothing', async () => {
    const { stage, visitor } = await signedIn({ keyType })
    visitor.forget('__session')
    const hops: Visit['last'][] = []
    let path = '/inbox'
    while (hops.length < 9) {
      const hop = await visitor.send(path)
      hops.push(hop)
      if (!hop.reason) break
      path = new URL(hop.response.headers.get('location')!).searchParams.get('redirect_url')!
    }
    expect(hops.slice(0, -1).map(count)).toEqual(['1', '2', '3'])
    expectGivenUp({ hops, last: hops.at(-1)!, status: 'unknown', userId: undefined }, 'handshake_loop')
    expect(codes(stage)).toEqual(['handshake_loop'])
  })

  test('row 24 · a browser that keeps no cookies: two rounds, and it is said', async () => {
    const { stage, visitor } = await signedIn({ keyType })
    visitor.forget('__session')
    visitor.keeps = () => false
    const visit = await visitor.visit()
    expect(rounds(visit)).toBe(2)
    expectGivenUp(visit, 'cookies_blocked')
    expect(codes(stage)).toEqual(['cookies_blocked'])
  })

  test('row 25 · a redirect that a cache kept counts for nothing, and is told', async () => {
    const { stage, visitor } = await signedIn({ keyType })
    visitor.forget('__session')
    const first = await visitor.send('/inbox')
    later(121)
    const back = new URL(first.response.headers.get('location')!).searchParams.get('redirect_url')!
    const again = await visitor.send(back)
    expect(count(again)).toBe('1')
    expect(stage.verdicts).toMatchObject([
      { code: 'cached_redirect', message: expect.stringMatching(/from \d\d:\d\d:\d\d/) },
    ])
    const redirectUrl = new URL(again.response.headers.get('location')!).searchParams.get('redirect_url')!
    expect(new URL(redirectUrl).searchParams.getAll('__frontdesk')).toHaveLength(1)
  })

  test.each<[string, (text: string) => string, string?]>([
    ['another count', (text: string) => text.replace(/^1/, '3')],
    ['a later time', (text: string) => text.replace(/\.(\d+)\./, (_, time) => `.${Number(time) + 1}.`)],
    ['another signature', (text: string) => `${text.slice(0, -2)}AA`],
    ['no signature', (text: string) => text.replace(/\.[^.]*$/, '')],
    ['nonsense', () => '%00'],
    ['nothing', () => ''],
    ['the address of another page', (text: string) => text, '/outbox'],
    ['the address of a page below', (text: string) => text, '/inbox/1'],
  ])('row 25 · a marker with %s counts for nothing', async (_, forge, path = '/inbox') => {
    const { stage, visitor } = await signedIn({ keyType })
    visitor.forget('__session')
    const first = await visitor.send('/inbox')
    const back = new URL(new URL(first.response.headers.get('location')!).searchParams.get('redirect_url')!)
    const marker = back.searchParams.get('__frontdesk')!
    const again = await visitor.send(`${path}?__frontdesk=${forge(marker)}`)
    expect(count(again)).toBe('1')
    expect(stage.verdicts).toEqual([])
  })

  test('behavior: a page left open is renewed as often as it is loaded anew', async () => {
    const { stage, visitor } = await signedIn({ keyType })
    let path = '/inbox'
    for (let time = 0; time < 6; time++) {
      later(75)
      const visit = await visitor.visit(path)
      expect([rounds(visit), visit.status]).toEqual([1, 'signed-in'])
      // Without scripts the address stays as it is.
      path = visit.last.url.pathname + visit.last.url.search
    }
    expect(codes(stage).filter((code) => code !== 'cached_redirect')).toEqual([])
  })

  test('row 35 · a token of another instance: round, and after three rounds it is said whose', async () => {
    const { stage, visitor } = await signedIn({ keyType })
    const token = await resign(visitor.cookie('__session')!, {}, { kid: 'ins_other' }, await foreignKey())
    stage.asked.length = 0
    visitor.write('__session', token)
    visitor.keeps = (line) => !line.startsWith('__session')
    const paths = ['/']
    let last = await visitor.send(paths[0]!)
    for (let time = 0; last.reason && time < 5; time++) {
      last = await visitor.send(
        new URL(last.response.headers.get('location')!).searchParams.get('redirect_url')!,
      )
    }
    expectGivenUp({ hops: [], last, status: 'unknown', userId: undefined }, 'keys_differ')
    expect(stage.verdicts[0]?.message).toContain('ins_other')
    expect(stage.asked.filter((path) => path === 'GET /v1/jwks').length).toBeLessThanOrEqual(1)
  })

  test.each([
    ['ahead of', -90_000],
    ['behind', 90_000],
  ])(
    'row 52 · this clock is %s Clerk’s: after three rounds it is said by how much',
    async (words, offset) => {
      const stage = await createStage({ keyType })
      const visitor = stage.createVisitor()
      stage.fapi.clock.advance(offset)
      await visitor.signIn().catch(() => {})
      stage.verdicts.length = 0
      later(15)
      const visit = await visitor.visit()
      expectGivenUp(visit, 'clock_skew')
      expect(stage.verdicts.at(-1)?.message).toMatch(
        new RegExp(`clock is (89|90|91) s ${words} Clerk’s`.replace('’', "'")),
      )
      expect(rounds(visit)).toBeLessThanOrEqual(3)
    },
  )
})

test('behavior: a browser that withholds client_uat after a redirect is believed its fresh token', async () => {
  const { visitor } = await signedIn({ keyType: 'test' })
  visitor.forget('__client_uat')
  visitor.keeps = (line) => !line.startsWith('__client_uat')
  const visit = await visitor.visit()
  expect([rounds(visit), visit.status]).toEqual([1, 'signed-in'])
})

test('behavior: frames of another site get a cookie that reaches them', async () => {
  const { visitor } = await signedIn()
  visitor.forget('__session')
  const { response } = await visitor.send('/', {
    headers: { ...kinds.iframe, 'sec-fetch-site': 'cross-site' },
  })
  expect(response.headers.getSetCookie()).toEqual([
    expect.stringMatching(
      /^__frontdesk_[a-z\d]{16}=1; Path=\/; Max-Age=120; HttpOnly; SameSite=None; Secure; Partitioned$/,
    ),
  ])
})

test('behavior: the page in development shows what was seen and no value of it, and takes the cookies away', async () => {
  const { stage, visitor } = await signedIn({ keyType: 'test' })
  const token = visitor.cookie('__session')!
  visitor.forget('__client_uat')
  visitor.write('__client_uat', `${Math.floor(Date.now() / 1000) + 1000}`)
  visitor.keeps = (line) => !line.startsWith('__client_uat') && !line.startsWith('__session')
  const { last } = await visitor.visit('/<script>?a="b"')
  expect(last.response.status).toBe(500)
  expect(last.response.headers.get('content-security-policy')).toBe(
    "default-src 'none'; style-src 'unsafe-inline'",
  )
  expect(last.body.match(/session-token-iat-before-client-uat/g)?.length).toBeGreaterThanOrEqual(4)
  expect(last.body).not.toContain(token.slice(-20))
  expect(last.body).not.toContain('<script')
  const [, href] = /href="([^"]+)"/.exec(last.body)!
  visitor.keeps = () => true
  const cleared = await visitor.send(href!.replaceAll('&#38;', '&').replaceAll('&#34;', '"'))
  expect(cleared.response.status).toBe(303)
  expect(visitor.jar.all.filter(({ name }) => name.startsWith('__'))).toEqual([])
  expect((await stage.createVisitor().send('/?__frontdesk=0.1.a.b')).response.status).toBe(307)
})
