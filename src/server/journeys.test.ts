import { createFapi, type KeyType, type Visit, type VisitOptions } from 'frontdesk/fapi'
import { describe, expect, onTestFinished, test } from 'vitest'
import { type FakeTime, fakeTime } from '../../test/support/time'
import { createVisitor } from '../../test/support/visits'
import {
  alice,
  bob,
  createWorld,
  type Page,
  sharedSigningKey,
  type World,
  type WorldOptions,
} from '../../test/support/world'
import { serve } from '../cli/serve'
import { createSignIn, getToken, sessionCookie, setActive, signOut, signOutAll } from '../core'
import { createFrontdeskServer, type FrontdeskServerOptions, type VerdictEvent } from '../server'

const keyTypes: KeyType[] = ['test', 'live']
const origins = { test: 'http://localhost:3000', live: 'https://frontdesk.example' }

/** What became of going to a page of the app. */
interface Arrival {
  /** Who the server took the visitor for. */
  status: string
  userId: string | undefined
  /** How often the browser was sent round by the Frontend API. */
  rounds: number
  visit: Visit
}

interface Stage {
  time: FakeTime
  world: World
  origin: string
  verdicts: VerdictEvent[]
  /** Goes to a page, or asks in another way; the page's own script does not run. */
  go(path?: string, options?: VisitOptions): Promise<Arrival>
  /** Goes to a page, in place of another, and runs the app's script in it: a handle with a session cookie. */
  open(path?: string, before?: Page): Promise<Arrival & { page: Page }>
  /** The value of one of the app's cookies. */
  cookie(name: string): string | undefined
  /** Loses cookies and their twins. */
  lose(...names: string[]): Promise<void>
}

/** A box, a browser in memory, and an app on Frontdesk at both ends, in one process. */
async function setup(
  keyType: KeyType,
  options: WorldOptions = {},
  given: Partial<FrontdeskServerOptions> = {},
): Promise<Stage> {
  const time = fakeTime()
  const world = await createWorld({ scheme: keyType === 'test' ? 'devBrowser' : 'browser', ...options })
  const { fapi, browser } = world
  const origin = origins[keyType]
  const verdicts: VerdictEvent[] = []
  const server = createFrontdeskServer({
    publishableKey: fapi.publishableKey,
    secretKey: fapi.secretKey,
    origins: [origin],
    apiUrl: 'https://backend.example',
    fetch: (request) => fapi.fetch(request),
    onVerdict: (event) => verdicts.push(event),
    ...given,
  })
  const app = (request: Request) => {
    return server.handle(request, ({ auth }) => Response.json({ status: auth.status, userId: auth.userId }))
  }
  const go = async (path = '/', asking: VisitOptions = {}): Promise<Arrival> => {
    const visit = await browser.visit(new URL(path, origin).href, app, asking)
    const isOurs = visit.response.headers.get('content-type') === 'application/json'
    // What the server answers itself is no answer of the app: it could not tell.
    const told = isOurs
      ? ((await visit.response.json()) as Arrival)
      : { status: 'refused', userId: undefined }
    const { status, userId } = told
    const rounds = visit.chain.filter(({ url }) => new URL(url).pathname === '/v1/client/handshake').length
    return { status, userId, rounds, visit }
  }
  return {
    time,
    world,
    origin,
    verdicts,
    go,
    async open(path, before) {
      before?.unmount()
      const arrival = await go(path, { tab: before?.tab })
      const page = world.open({ tab: arrival.visit.tab, sessionCookie })
      await time.advance(100)
      return { ...arrival, page }
    },
    cookie: (name) => browser.cookies.find((cookie) => cookie.name === name)?.value,
    async lose(...names) {
      const isLost = (name: string) => names.some((lost) => new RegExp(`^${lost}(_[\\w-]{8})?$`).test(name))
      const lines = browser.cookies
        .filter(({ name }) => isLost(name))
        .map(({ name, domain, hostOnly }) => {
          return ['set-cookie', `${name}=; Path=/; Max-Age=0${hostOnly ? '' : `; Domain=${domain}`}`] as [
            string,
            string,
          ]
        })
      await browser.visit(`${origin}/lost`, () => new Response(null, { headers: lines }))
    },
  }
}

const signIn = ({ frontdesk }: Page, { identifier, password }: typeof alice) =>
  createSignIn(frontdesk, { identifier, password })

/** Alice, whom server and page both know. */
async function signedIn(
  keyType: KeyType,
  options: WorldOptions = {},
  given: Partial<FrontdeskServerOptions> = {},
) {
  const stage = await setup(keyType, options, given)
  const { page } = await stage.open()
  await signIn(page, alice)
  await stage.time.advance(100)
  const arrival = await stage.open('/', page)
  const [{ id: alices }, { id: bobs }] = stage.world.fapi.users as unknown as [{ id: string }, { id: string }]
  expect(arrival).toMatchObject({ status: 'signed-in', userId: alices })
  return { ...stage, page: arrival.page, alices, bobs }
}

describe.each(keyTypes)('with a %s key', (keyType) => {
  test('first visit: signed out; in development one round trip brings the development browser that the page uses', async () => {
    const { open, world, cookie, verdicts } = await setup(keyType)
    const { status, rounds, page } = await open('/a?b=1')
    expect([status, rounds]).toEqual(['signed-out', keyType === 'test' ? 1 : 0])
    expect(page.frontdesk.state.session.status).toBe('signed-out')
    expect(world.requests('POST /dev_browser')).toEqual([])
    expect(world.fapi.devBrowsers.map(({ token }) => token)).toEqual(
      keyType === 'test' ? [cookie('__clerk_db_jwt')] : [],
    )
    expect(new URL(page.tab.ambient.page.url()).searchParams.get('b')).toBe('1')
    expect(verdicts).toEqual([])
  })

  test('sign-in and hard reload: the server knows at once, without a round trip', async () => {
    const { open, go, page, alices, world } = await signedIn(keyType)
    const again = await open('/', page)
    expect(again).toMatchObject({ status: 'signed-in', userId: alices, rounds: 0 })
    expect(again.visit.chain).toHaveLength(1)
    expect(again.page.frontdesk.state.session).toMatchObject({ status: 'signed-in', userId: alices })
    const { tab } = again.page
    for (const as of ['fetch', 'iframe', 'prefetch'] as const) {
      expect(await go('/data', { as, tab })).toMatchObject({ status: 'signed-in', rounds: 0 })
    }
    expect(world.fapi.clients).toHaveLength(1)
  })

  test('what signing in left behind is enough for a server that sees it first', async () => {
    const { go, world, time } = await setup(keyType, { signedIn: [alice] })
    // In production the Frontend API says who is there; in development only a page does.
    world.open({ sessionCookie })
    await time.advance(100)
    expect(await go()).toMatchObject({ status: 'signed-in' })
  })

  test.each(['__session', '__client_uat'])(
    'lost %s: one round trip, and the page needs none',
    async (name) => {
      const { open, page, lose, alices, cookie } = await signedIn(keyType)
      page.unmount()
      await lose(name)
      const arrival = await open('/', page)
      expect(arrival).toMatchObject({ status: 'signed-in', userId: alices, rounds: 1 })
      expect(cookie(name)).toBeDefined()
      expect(arrival.page.frontdesk.state.session).toMatchObject({ status: 'signed-in', userId: alices })
      expect(await open('/', arrival.page)).toMatchObject({ status: 'signed-in', rounds: 0 })
    },
  )

  test('lost both: nothing to be unsure of, and the page brings them back', async () => {
    const { open, page, lose, alices } = await signedIn(keyType)
    page.unmount()
    await lose('__session', '__client_uat')
    const arrival = await open('/', page)
    expect(arrival).toMatchObject({ status: 'signed-out', rounds: 0 })
    expect(arrival.page.frontdesk.state.session).toMatchObject({ status: 'signed-in', userId: alices })
    expect(await open('/', arrival.page)).toMatchObject({ status: 'signed-in', userId: alices })
  })

  test('expired token: a page load is renewed, a fetch is unknown, and an open page never lets it come to that', async () => {
    const { open, go, page, time, alices, lose } = await signedIn(keyType)
    await time.advance(120_000)
    expect(await go('/data', { as: 'fetch', tab: page.tab })).toMatchObject({ status: 'signed-in' })
    page.unmount()
    page.tab.close()
    await lose('__refresh')
    await time.advance(120_000)
    expect(await go('/data', { as: 'fetch' })).toMatchObject({ status: 'unknown', userId: undefined })
    const arrival = await open('/')
    expect(arrival).toMatchObject({ status: 'signed-in', userId: alices, rounds: 1 })
    expect(await go('/data', { as: 'fetch' })).toMatchObject({ status: 'signed-in' })
  })

  test('sign-out: the server knows at once, and nothing of the session is left', async () => {
    const { open, page, cookie } = await signedIn(keyType)
    await signOutAll(page.frontdesk)
    expect(cookie('__session')).toBeUndefined()
    const arrival = await open('/', page)
    expect(arrival).toMatchObject({ status: 'signed-out', rounds: 0 })
    expect(arrival.page.frontdesk.state.session.status).toBe('signed-out')
  })

  test('sign-out with the token left over, as a script would restore it: one round trip takes it away', async () => {
    const { open, page, cookie, world } = await signedIn(keyType)
    const token = cookie('__session')
    const sessionNames = world.browser.cookies.flatMap(({ name }) =>
      name.startsWith('__session') ? name : [],
    )
    await signOutAll(page.frontdesk)
    for (const name of sessionNames) page.tab.ambient.cookies.cookie = `${name}=${token}; Path=/`
    const arrival = await open('/', page)
    expect(arrival).toMatchObject({ status: 'signed-out', rounds: 1 })
    expect(cookie('__session')).toBeUndefined()
  })

  test('revoked session: the server goes by the token, the page finds out, and then the server knows', async () => {
    const { open, page, world, alices } = await signedIn(keyType)
    world.fapi.revokeSession(world.fapi.sessions[0]!.id)
    const arrival = await open('/', page)
    expect(arrival).toMatchObject({ status: 'signed-in', userId: alices, rounds: 0 })
    expect(arrival.page.frontdesk.state.session.status).toBe('signed-out')
    expect(await open('/', arrival.page)).toMatchObject({ status: 'signed-out' })
  })

  test('revoked session, and no script runs: out with the next renewal', async () => {
    const { go, page, world, time, cookie } = await signedIn(keyType)
    page.unmount()
    page.tab.close()
    world.fapi.revokeSession(world.fapi.sessions[0]!.id)
    expect(await go()).toMatchObject({ status: 'signed-in' })
    await time.advance(70_000)
    expect(await go()).toMatchObject({ status: 'signed-out', rounds: 1 })
    expect([cookie('__session'), cookie('__client_uat')]).toEqual([undefined, '0'])
    expect(await go()).toMatchObject({ status: 'signed-out', rounds: 0 })
  })

  test('two accounts: the server follows whom the page shows', async () => {
    const { open, page, time, world, alices, bobs } = await signedIn(keyType)
    await signIn(page, bob)
    await time.advance(100)
    const asBob = await open('/', page)
    expect(asBob).toMatchObject({ status: 'signed-in', userId: bobs })
    const [first, second] = world.fapi.sessions.map(({ id }) => id) as [string, string]
    await setActive(asBob.page.frontdesk, { sessionId: first })
    const asAlice = await open('/', asBob.page)
    expect(asAlice).toMatchObject({ status: 'signed-in', userId: alices, rounds: 0 })
    await signOut(asAlice.page.frontdesk, { sessionId: first })
    await time.advance(100)
    const left = await open('/', asAlice.page)
    expect(left).toMatchObject({ status: 'signed-in', userId: bobs })
    expect(left.page.frontdesk.state.session).toMatchObject({ sessionId: second })
  })

  test('a link from another site shows the visitor signed in; one who asks in a frame there is not', async () => {
    const { go, page, alices } = await signedIn(keyType)
    page.unmount()
    const from = 'https://elsewhere.example/post'
    expect(await go('/', { from })).toMatchObject({ status: 'signed-in', userId: alices })
    // None of the cookies but those of the round trip itself reaches a frame there: it must end all the same.
    const frame = await go('/', { from, as: 'iframe' })
    expect(frame).toMatchObject(
      keyType === 'test' ? { status: 'refused', rounds: 3 } : { status: 'signed-out', rounds: 0 },
    )
  })

  test('a round trip that another site began is not believed', async () => {
    const { go, page, world, alices, lose } = await signedIn(keyType)
    page.unmount()
    // Mallory's round trip, in a browser where Bob is signed in.
    const client = await world.fapi.seedClient({ users: [bob.identifier] })
    const url = new URL('https://box.example/v1/client/handshake')
    url.searchParams.set('redirect_url', `${origins[keyType]}/`)
    if (client.devBrowser) url.searchParams.set('__clerk_db_jwt', client.devBrowser)
    const { headers } = await world.fapi.fetch(new Request(url), { cookie: `__client=${client.clientToken}` })
    const text = [...headers.getSetCookie(), headers.get('location')].join()
    const [, token] = /__clerk_handshake=([^;&,]+)/.exec(text)!
    await lose('__session')
    const arrival = await go(`/?__clerk_handshake=${token}`, { from: 'https://evil.example/' })
    expect(arrival).toMatchObject({ status: 'signed-in', userId: alices })
    expect(arrival.visit.url).not.toContain('__clerk_handshake')
  })

  test('without cookies it ends after two rounds, and says so', async () => {
    const { go, verdicts } = await setup(keyType, { browser: { blockCookies: true } })
    const arrival = await go()
    if (keyType === 'live') expect(arrival).toMatchObject({ status: 'signed-out', rounds: 0 })
    else {
      expect(arrival).toMatchObject({ status: 'refused', rounds: 2 })
      expect(verdicts.map(({ code }) => code)).toEqual(['cookies_blocked'])
    }
  })

  test('a Backend API that is down signs nobody out, and comes back', async () => {
    const { go, page, world, alices, time, lose } = await signedIn(keyType)
    page.unmount()
    await lose('__session')
    const end = world.fapi.fault({ path: '/v1/clients/handshake_payload', status: 503 })
    expect(await go()).toMatchObject({ status: 'unknown', userId: undefined, rounds: 1 })
    end()
    await time.advance(130_000)
    expect(await go()).toMatchObject({ status: 'signed-in', userId: alices })
  })
})

test('live: an expired token is refreshed with the first request, for a page and for data', async () => {
  const { go, page, time, lose, alices, cookie } = await signedIn('live')
  page.unmount()
  page.tab.close()
  await lose('__session')
  expect(await go()).toMatchObject({ rounds: 1 })
  for (const as of ['document', 'fetch'] as const) {
    await time.advance(120_000)
    const old = cookie('__session')
    expect(await go('/', { as })).toMatchObject({ status: 'signed-in', userId: alices, rounds: 0 })
    expect(cookie('__session')).not.toBe(old)
  }
})

test('behavior: without sessionCookie a page in development leaves the server in the dark, in production it goes round', async () => {
  for (const keyType of keyTypes) {
    const { go, world, time } = await setup(keyType, { signedIn: [alice] })
    const page = world.open()
    await time.advance(100)
    await getToken(page.frontdesk)
    const expected = keyType === 'test' ? 'signed-out' : 'signed-in'
    expect((await go()).status).toBe(expected)
    page.unmount()
  }
})

test.each(['http://localhost', '/__clerk'])(
  'behavior: the box may be on a port, where servers reach it, and behind %s of the app',
  async (fapiUrl) => {
    const fapi = createFapi({ signingKey: await sharedSigningKey() })
    const box = await serve(fapi, { port: 0, host: '127.0.0.1' })
    onTestFinished(() => box.close())
    const at = fapiUrl === '/__clerk' ? fapiUrl : box.url
    const visitor = await createVisitor({ keyType: 'test', fapi, fapiUrl: at })
    const server = createFrontdeskServer({
      publishableKey: fapi.publishableKey,
      secretKey: fapi.secretKey,
      proxyUrl: visitor.fapiBase,
      apiUrl: box.url,
    })
    const app = (request: Request) => server.handle(request, ({ auth }) => new Response(auth.status))
    const first = await visitor.visit(app)
    expect(await first.response.text()).toBe('signed-out')
    expect(first.chain[1]?.url).toMatch(`${visitor.fapiBase}/v1/client/handshake?`)
    await visitor.signIn('alice')
    expect(await (await visitor.visit(app)).response.text()).toBe('signed-in')
    expect(fapi.log.filter({ path: '/v1/clients/handshake_payload' })).toHaveLength(2)
  },
)
