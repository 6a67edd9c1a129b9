import { describe, expect, test, vi } from 'vitest'
import { fakeTime } from '../../../test/support/time'
import { passingTroubles } from '../../../test/support/troubles'
import {
  alice,
  booted,
  createWorld,
  type Page,
  refusal,
  schemes,
  until,
  type World,
} from '../../../test/support/world'
import { clientQueryKey, createSignIn, type FrontdeskError, getClient, nativeScheme } from '../../core'
import { resetClient } from '../actions/resetClient'
import { retry } from '../actions/retry'

const data = ({ frontdesk, queryClient }: Page) => queryClient.getQueryData(clientQueryKey(frontdesk))
const failure = ({ frontdesk }: Page) => frontdesk.state.connection.error as FrontdeskError
const creations = (world: World) => world.requests('POST /client').length
const envelope = (code: string, extra: object = {}) => ({
  errors: [{ code, message: 'short', long_message: `long: ${code}`, meta: {} }],
  clerk_trace_id: 'trace_1',
  ...extra,
})

/** E.g. `Friday, 15-Jan-27 08:00:00 GMT`. */
function rfc850(at: number): string {
  const [, day, month, year, time] = /, (..) (...) ..(..) (.*)/.exec(new Date(at).toUTCString())!
  const weekday = new Date(at).toLocaleDateString('en', { weekday: 'long', timeZone: 'UTC' })
  return `${weekday}, ${day}-${month}-${year} ${time}`
}

describe.each(schemes)('with the scheme %s', (scheme) => {
  test('behavior: a client that is there makes the page ready after one request', async () => {
    const world = await createWorld({ scheme, signedIn: [alice] })
    const page = world.open()
    await booted(page.frontdesk)
    expect(page.frontdesk.state.connection).toEqual({ status: 'ready', error: undefined })
    expect(data(page)).toMatchObject({ id: world.seeded?.clientId })
    expect(page.frontdesk.state.session).toMatchObject({
      status: 'signed-in',
      userId: world.fapi.users[0]?.id,
    })
    expect(world.requests()).toEqual(['GET /client'])
  })

  test('behavior: an empty 200 is ready without a client, and creates none', async () => {
    const world = await createWorld({ scheme })
    const page = world.open()
    await booted(page.frontdesk)
    expect(page.frontdesk.state.connection.status).toBe('ready')
    expect(page.frontdesk.state.session.status).toBe('signed-out')
    expect(data(page)).toBeNull()
    expect(creations(world)).toBe(0)
  })

  test("parameters: bootstrap 'ensure' creates a client on an empty 200", async () => {
    const world = await createWorld({ scheme })
    const page = world.open({ bootstrap: 'ensure' })
    await booted(page.frontdesk)
    expect(creations(world)).toBe(1)
    expect(data(page)).toMatchObject({ id: world.fapi.clients[0]?.id, sessions: [] })
  })

  test.each(['create', 'ensure'] as const)(
    'behavior: a 204 is as an empty 200, with %s',
    async (bootstrap) => {
      const world = await createWorld({ scheme })
      world.fault('GET /client', { status: 204 })
      const page = world.open({ bootstrap })
      await booted(page.frontdesk)
      expect(creations(world)).toBe(bootstrap === 'ensure' ? 1 : 0)
      expect(page.frontdesk.state.connection.status).toBe('ready')
      expect(data(page)).toEqual(bootstrap === 'ensure' ? expect.objectContaining({ sessions: [] }) : null)
    },
  )

  test.each([401, 404] as const)('behavior: creates a client on %i, and keeps it', async (missingClient) => {
    const world = await createWorld({ scheme, missingClient })
    const page = world.open()
    await booted(page.frontdesk)
    expect(page.frontdesk.state.connection.status).toBe('ready')
    expect(creations(world)).toBe(1)
    const [client] = world.fapi.clients
    expect(data(page)).toMatchObject({ id: client?.id })
    const again = page.reload()
    await booted(again.frontdesk)
    expect(data(again)).toMatchObject({ id: client?.id })
    expect(creations(world)).toBe(1)
  })

  test.each([401, 404] as const)(
    "parameters: bootstrap 'read' creates nothing on %i",
    async (missingClient) => {
      const world = await createWorld({ scheme, missingClient })
      const page = world.open({ bootstrap: 'read' })
      await booted(page.frontdesk)
      expect(page.frontdesk.state.connection.status).toBe('ready')
      expect(data(page)).toBeNull()
      expect(creations(world)).toBe(0)
    },
  )

  test('behavior: signing in on an empty page creates the client', async () => {
    const world = await createWorld({ scheme })
    const page = world.open()
    await createSignIn(page.frontdesk, alice)
    expect(page.frontdesk.state.session.status).toBe('signed-in')
    expect(world.fapi.clients).toHaveLength(1)
    const again = page.reload()
    await booted(again.frontdesk)
    expect(again.frontdesk.state.session).toMatchObject({ sessionId: page.frontdesk.state.session.sessionId })
  })

  test('behavior: a wanted captcha is an error, and nothing is created', async () => {
    const world = await createWorld({ scheme, missingClient: 401 })
    world.fault('GET /client', { status: 401, body: envelope('requires_captcha') })
    const page = world.open()
    await booted(page.frontdesk)
    expect(page.frontdesk.state.connection.status).toBe('error')
    expect(failure(page)).toMatchObject({ code: 'captcha_required', status: 401 })
    expect(failure(page).message).toMatch(/captcha/)
    expect(creations(world)).toBe(0)
  })

  test('behavior: a captcha wanted for the creation is an error too', async () => {
    const world = await createWorld({ scheme, missingClient: 401 })
    world.fault('POST /client', { status: 401, body: envelope('requires_captcha') })
    const page = world.open()
    await booted(page.frontdesk)
    expect(failure(page)).toMatchObject({ code: 'captcha_required' })
    expect(creations(world)).toBe(1)
  })

  test.each([
    ['401', { status: 401 }],
    ['404', { status: 404 }],
    ['an empty 200', { status: 200, body: { response: null, client: null } }],
    ['204', { status: 204 }],
  ])('behavior: %s on a later re-sync is signed out and empty, never a creation', async (_, fault) => {
    const world = await createWorld({ scheme, signedIn: [alice] })
    const page = world.open({ bootstrap: 'ensure' })
    await booted(page.frontdesk)
    world.fault('GET /client', fault)
    await expect(getClient(page.frontdesk)).resolves.toBeNull()
    expect(page.frontdesk.state).toMatchObject({
      connection: { status: 'ready' },
      session: { status: 'signed-out' },
    })
    expect(data(page)).toBeNull()
    expect(creations(world)).toBe(0)
  })

  test('behavior: a client that is never kept is created twice, then said so; signing in stays possible', async () => {
    const world = await createWorld({
      scheme,
      missingClient: 401,
      browser: { blockCookies: true },
    })
    const storage = { ...world.storage, setItem: async () => {} }
    const first = world.open(scheme === 'native' ? { scheme: nativeScheme({ storage }) } : {})
    await booted(first.frontdesk)
    const second = first.reload()
    await booted(second.frontdesk)
    expect(second.frontdesk.state.connection.status).toBe('ready')
    expect(creations(world)).toBe(2)
    const third = second.reload()
    await booted(third.frontdesk)
    expect(third.frontdesk.state.connection.status).toBe('error')
    expect(failure(third)).toMatchObject({ code: 'client_not_kept' })
    expect(failure(third).message).toMatch(/cookies/)
    expect(creations(world)).toBe(2)
    await createSignIn(third.frontdesk, alice)
    expect(third.frontdesk.state).toMatchObject({
      connection: { status: 'ready' },
      session: { status: 'signed-in' },
    })
  })

  test('behavior: a client seen again forgives an earlier creation', async () => {
    const world = await createWorld({ scheme, missingClient: 401 })
    let page = world.open()
    await booted(page.frontdesk)
    for (let load = 0; load < 3; load++) {
      page = page.reload()
      await booted(page.frontdesk)
      world.browser.clearCookies()
      world.storage.items.clear()
      page = page.reload()
      await booted(page.frontdesk)
      expect(page.frontdesk.state.connection).toEqual({ status: 'ready', error: undefined })
    }
    expect(creations(world)).toBe(4)
  })
})

describe('what the Frontend API may add', () => {
  test('behavior: unknown fields and unknown enum values are kept and harmless', async () => {
    const world = await createWorld({ signedIn: [alice] })
    const { tab } = world.open({ mount: false })
    const raw = world.fapi
    const page = world.open({
      tab,
      ambient: {
        fetch: async (url, init) => {
          const response = await tab.ambient.fetch(url, init)
          const json = await response.json()
          const session = { ...json.response.sessions[0], id: 'sess_2', status: 'hibernating' }
          json.response.new_field = { inner_value: [1] }
          json.response.sessions[0].new_field = 'kept'
          json.response.sessions.push(session)
          return new Response(JSON.stringify(json))
        },
      },
    })
    await booted(page.frontdesk)
    expect(page.frontdesk.state.connection.status).toBe('ready')
    expect(data(page)).toMatchObject({
      id: raw.clients[0]?.id,
      newField: { innerValue: [1] },
      sessions: [{ newField: 'kept' }, { id: 'sess_2', status: 'hibernating' }],
    })
    expect(page.frontdesk.state.session).toMatchObject({
      status: 'signed-in',
      sessionId: raw.sessions[0]?.id,
    })
  })
})

describe('the development browser', () => {
  test('behavior: one is made first, and kept in cookies under both names', async () => {
    const world = await createWorld({ missingClient: 401 })
    const page = world.open()
    await booted(page.frontdesk)
    expect(world.requests()).toEqual(['POST /dev_browser', 'GET /client', 'POST /client'])
    const [devBrowser] = world.fapi.devBrowsers
    const cookies = world.browser.cookies.filter(({ name }) => name.startsWith('__clerk_db_jwt'))
    expect(cookies.map(({ name }) => name.replace(/_[\w-]{8}$/, '_<suffix>')).sort()).toEqual([
      '__clerk_db_jwt',
      '__clerk_db_jwt_<suffix>',
    ])
    for (const { value } of cookies) expect(value).toBe(devBrowser?.token)
  })

  test('behavior: one that is unknown is renewed once', async () => {
    const world = await createWorld({ missingClient: 401 })
    const { tab } = world.open({ mount: false })
    Object.assign(tab.ambient.cookies!, { cookie: '__clerk_db_jwt=dvb_of_a_server_long_gone; Path=/' })
    const page = world.open({ tab })
    await booted(page.frontdesk)
    expect(page.frontdesk.state.connection.status).toBe('ready')
    expect(world.requests()).toEqual(['GET /client', 'POST /dev_browser', 'GET /client', 'POST /client'])
  })

  test('behavior: one that is refused again is an error', async () => {
    const world = await createWorld({ missingClient: 401 })
    world.fault('GET /client', { status: 401, body: envelope('dev_browser_unauthenticated') })
    const page = world.open()
    await booted(page.frontdesk)
    expect(page.frontdesk.state.connection.status).toBe('error')
    expect(failure(page)).toMatchObject({ code: 'dev_browser_unauthenticated', status: 401 })
    expect(world.requests()).toEqual(['POST /dev_browser', 'GET /client', 'POST /dev_browser', 'GET /client'])
  })

  test.each([
    ['no token', { body: {} }],
    ['a token that is none', { body: { token: 'a; Domain=elsewhere.example' } }],
  ])('behavior: an answer with %s is malformed', async (_, fault) => {
    const world = await createWorld()
    world.fault('POST /dev_browser', fault)
    const page = world.open()
    await booted(page.frontdesk)
    expect(failure(page)).toMatchObject({ code: 'malformed_response', path: 'id' })
    expect(world.browser.cookies).toEqual([])
  })
})

describe('a stored client token that is refused', () => {
  test('behavior: it is kept until resetClient() discards it', async () => {
    const world = await createWorld({ scheme: 'native', missingClient: 401, signedIn: [alice] })
    const [key] = [...world.storage.items.keys()]
    const outdated = createWorld({ scheme: 'native' }).then(async ({ fapi }) => fapi.seedClient())
    const { clientToken } = await outdated
    world.storage.items.set(key!, clientToken)
    const page = world.open()
    await booted(page.frontdesk)
    expect(page.frontdesk.state.connection.status).toBe('error')
    expect(failure(page)).toMatchObject({ code: 'client_token_rejected', status: 401 })
    expect(failure(page).message).toContain('resetClient()')
    expect(world.storage.items.get(key!)).toBe(clientToken)
    expect(creations(world)).toBe(0)

    const client = await resetClient(page.frontdesk)
    expect(client?.id).toBe(world.fapi.clients.at(-1)?.id)
    expect(creations(world)).toBe(1)
    expect(world.storage.items.get(key!)).not.toBe(clientToken)
    expect(page.frontdesk.state.connection.status).toBe('ready')
  })

  test('behavior: resetClient() at the very moment of the refusal starts anew, too', async () => {
    const world = await createWorld({ scheme: 'native', missingClient: 401, signedIn: [alice] })
    world.fault('GET /client', { status: 401, times: 1 })
    const page = world.open({ mount: false })
    const reset = new Promise((resolve) => {
      const stop = page.frontdesk.subscribe(() => {
        if (page.frontdesk.state.connection.status !== 'error') return
        stop()
        resolve(resetClient(page.frontdesk))
      })
    })
    page.frontdesk.mount()
    await expect(reset).resolves.toMatchObject({ sessions: [] })
    page.frontdesk.unmount()
  })

  test('behavior: resetClient() drops an answer that is still on its way', async () => {
    const time = fakeTime()
    const world = await createWorld({ scheme: 'native', missingClient: 401, signedIn: [alice] })
    world.fault('GET /client', { delay: 1000, times: 1 })
    const page = world.open()
    await time.advance(100)
    const reset = resetClient(page.frontdesk)
    await time.advance(3000)
    expect(await reset).toMatchObject({ sessions: [] })
    expect((await reset)?.id).not.toBe(world.seeded?.clientId)
    expect(page.frontdesk.state).toMatchObject({
      connection: { status: 'ready' },
      session: { status: 'signed-out' },
    })
  })
})

describe('429', () => {
  test('behavior: waits as long as Retry-After says, and a little longer', async () => {
    const time = fakeTime()
    const world = await createWorld({ signedIn: [alice] })
    world.fault('GET /client', { retryAfter: 4, times: 1 })
    const page = world.open()
    await time.advance(3900)
    expect(world.requests('GET /client')).toHaveLength(1)
    page.tab.focus()
    await time.settle()
    expect(world.requests('GET /client')).toHaveLength(1)
    await time.advance(1200)
    expect(world.requests('GET /client')).toHaveLength(2)
    expect(page.frontdesk.state.session.status).toBe('signed-in')
  })

  test.each([
    ['in 4 s', 'as HTTP writes them', (at: number) => new Date(at).toUTCString(), 4],
    ['in 4 s', 'in the form of RFC 850', (at: number) => rfc850(at), 4],
    ['in 4 s', 'as ISO writes them', (at: number) => new Date(at).toISOString(), 4],
    ['in a year', 'as HTTP writes them', (at: number) => new Date(at).toUTCString(), 31_536_000],
  ])('behavior: Retry-After may be a date, %s, %s', async (_, __, write, seconds) => {
    const time = fakeTime()
    // HTTP's dates have whole seconds.
    vi.setSystemTime(1_800_000_000_000)
    const world = await createWorld({ scheme: 'browser', signedIn: [alice] })
    const headers = { 'Retry-After': write(Date.now() + seconds * 1000) }
    world.fault('GET /client', { status: 429, headers, times: 1 })
    const page = world.open()
    const bounded = Math.min(seconds, 300) * 1000
    await time.advance(bounded - 100)
    expect(world.requests('GET /client')).toHaveLength(1)
    await time.advance(bounded / 3)
    expect(world.requests('GET /client')).toHaveLength(2)
    expect(page.frontdesk.state.session.status).toBe('signed-in')
  })

  test.each(['Wed, 21 Oct 2015 07:28:00 GMT', 'soon', '', '-1'])(
    'behavior: Retry-After: %s asks for no pause',
    async (retryAfter) => {
      const time = fakeTime()
      const world = await createWorld({ signedIn: [alice] })
      world.fault('GET /client', { status: 429, headers: { 'Retry-After': retryAfter }, times: 1 })
      const page = world.open()
      await time.advance(1000)
      expect(page.frontdesk.state.session.status).toBe('signed-in')
    },
  )

  test('behavior: a Retry-After that lasts for ever is bounded to five minutes', async () => {
    const time = fakeTime()
    const world = await createWorld({ signedIn: [alice] })
    world.fault('GET /client', { retryAfter: 999_999, times: 1 })
    const page = world.open()
    await time.settle()
    expect(page.frontdesk.state.connection).toMatchObject({ status: 'error', error: { status: 429 } })
    expect(failure(page).retryAfter).toBe(999_999)
    await time.advance(299_000)
    expect(world.requests('GET /client')).toHaveLength(1)
    await time.advance(80_000)
    expect(page.frontdesk.state.connection.status).toBe('ready')
  })

  test('behavior: one that never ends is asked ever more rarely, and not for ever', async () => {
    const time = fakeTime()
    const world = await createWorld()
    world.fault('GET /client', { status: 429 })
    const page = world.open()
    await time.advance(60_000)
    expect(page.frontdesk.state.connection.status).toBe('error')
    const inTheFirstMinute = world.requests('GET /client').length
    expect(inTheFirstMinute).toBeLessThan(10)
    await time.advance(3_600_000)
    const inTheFirstHour = world.requests('GET /client').length
    expect(inTheFirstHour).toBeGreaterThan(inTheFirstMinute)
    await time.advance(3_600_000)
    expect(world.requests('GET /client').length).toBe(inTheFirstHour)
  })
})

describe.each(passingTroubles)('%s', (_, fault, code) => {
  test('behavior: passes unnoticed when the next try succeeds', async () => {
    const time = fakeTime()
    const world = await createWorld({ signedIn: [alice] })
    world.fault('GET /client', { ...fault, times: 2 })
    const page = world.open()
    const shown: string[] = []
    page.frontdesk.subscribe(() => shown.push(page.frontdesk.state.connection.status))
    await time.advance(20_000)
    expect(shown.at(-1)).toBe('ready')
    expect(shown).not.toContain('error')
    expect(page.frontdesk.state.session.status).toBe('signed-in')
  })

  test('behavior: is an error after a few tries, and recovers by itself', async () => {
    const time = fakeTime()
    const world = await createWorld({ missingClient: 401 })
    const end = world.fault('GET /client', fault)
    const page = world.open()
    const first = refusal(getClient(page.frontdesk))
    await time.advance(45_000)
    expect(await first).toMatchObject({ name: 'FrontdeskError', code })
    expect(page.frontdesk.state.connection).toMatchObject({ status: 'error', error: { code } })
    expect(creations(world)).toBe(0)
    end()
    await time.advance(60_000)
    expect(page.frontdesk.state.connection.status).toBe('ready')
    expect(creations(world)).toBe(1)
  })

  test.each([
    ['the focus', (page: Page) => page.tab.focus()],
    [
      'being shown',
      (page: Page) => {
        page.tab.hide()
        page.tab.show()
      },
    ],
    [
      'being online again',
      (page: Page) => {
        page.tab.goOffline()
        page.tab.goOnline()
      },
    ],
    ['retry()', (page: Page) => void retry(page.frontdesk)],
  ])('behavior: %s tries at once', async (_, happens) => {
    const time = fakeTime()
    const world = await createWorld({ signedIn: [alice] })
    const end = world.fault('GET /client', fault)
    const page = world.open()
    while (page.frontdesk.state.connection.status !== 'error') await time.advance(500)
    await time.advance(1500)
    end()
    happens(page)
    await time.settle()
    expect(page.frontdesk.state.connection.status).toBe('ready')
  })
})

describe('a hidden tab', () => {
  test('behavior: does not try again until it is shown', async () => {
    const time = fakeTime()
    const world = await createWorld({ signedIn: [alice] })
    world.fault('GET /client', { status: 503, times: 4 })
    const page = world.open()
    await time.advance(6000)
    expect(page.frontdesk.state.connection.status).toBe('error')
    page.tab.hide()
    const before = world.requests().length
    await time.advance(300_000)
    expect(world.requests()).toHaveLength(before)
    page.tab.show()
    await time.settle()
    expect(page.frontdesk.state.connection.status).toBe('ready')
  })
})

describe('redirects', () => {
  test('behavior: one within the Frontend API is followed', async () => {
    const world = await createWorld({ scheme: 'browser', signedIn: [alice] })
    world.fault('GET /client', { status: 307, headers: { location: '/v1/client?moved=1' }, times: 1 })
    const page = world.open()
    await booted(page.frontdesk)
    expect(page.frontdesk.state.session.status).toBe('signed-in')
    expect(world.requests()).toEqual(['GET /client', 'GET /client'])
  })

  test('behavior: a creation follows one within the Frontend API', async () => {
    const world = await createWorld({ scheme: 'browser', missingClient: 401 })
    world.fault('POST /client', { status: 307, headers: { location: '/v1/client?moved=1' }, times: 1 })
    const page = world.open()
    await booted(page.frontdesk)
    expect(page.frontdesk.state.connection.status).toBe('ready')
    expect(world.fapi.clients).toHaveLength(1)
  })

  test.each(schemes)('behavior: with %s an answer from elsewhere is dropped', async (scheme) => {
    const forged = { response: { id: 'client_forged', sessions: [] } }
    const world = await createWorld({
      scheme,
      signedIn: [alice],
      browser: {
        elsewhere: () => {
          const { origin } = new URL(world.browser.openTab().ambient.page.url())
          return Response.json(forged, {
            headers: { 'access-control-allow-origin': origin, 'access-control-allow-credentials': 'true' },
          })
        },
      },
    })
    world.fault('GET /client', { status: 307, headers: { location: 'https://elsewhere.example/v1/client' } })
    const page = world.open()
    await booted(page.frontdesk)
    expect(page.frontdesk.state.connection.status).toBe('error')
    expect(failure(page)).toMatchObject({ code: 'redirected_elsewhere' })
    expect(data(page)).toBeUndefined()
  })

  /** Says where an answer came from, and nothing else about redirects. */
  const asReactNative = async (answer: Response, url: string) =>
    Object.defineProperties(new Response(await answer.text(), { headers: { Authorization: 'stolen' } }), {
      url: { value: url },
      redirected: { value: undefined },
    })

  test.each([
    ['another host', 'https://elsewhere.example/v1/client', false],
    ['a host that starts as ours', 'https://clerk.frontdesk.example.evil.example/v1/client', false],
    ['another scheme', 'http://clerk.frontdesk.example/v1/client', false],
    ['the Frontend API', 'https://clerk.frontdesk.example/v1/client?moved=1', true],
    ['somewhere unknown', '', true],
  ])('behavior: without `redirected`, an answer from %s counts by its URL', async (_, from, isTaken) => {
    const world = await createWorld({ scheme: 'native', signedIn: [alice] })
    const tab = world.browser.openTab()
    const [[key, token]] = [...world.storage.items] as [[string, string]]
    const page = world.open({
      tab,
      ambient: { fetch: async (url, init) => asReactNative(await tab.ambient.fetch(url, init), from) },
    })
    await booted(page.frontdesk)
    expect(page.frontdesk.state.session.status).toBe(isTaken ? 'signed-in' : 'error')
    expect(failure(page)?.code).toBe(isTaken ? undefined : 'redirected_elsewhere')
    expect(world.storage.items.get(key)).toBe(isTaken ? 'stolen' : token)
  })

  test.each([
    ['elsewhere', 'https://elsewhere.example/v1/client/sign_ins'],
    ['within the Frontend API', '/v1/client/sign_ins?moved=1'],
  ])('behavior: a sign-in refuses one %s, and the password goes nowhere', async (_, location) => {
    const visited: string[] = []
    const world = await createWorld({
      browser: {
        elsewhere: ({ url }) => {
          visited.push(url)
          return new Response('{}')
        },
      },
    })
    const page = world.open()
    await booted(page.frontdesk)
    world.fault('POST /client/sign_ins', { status: 307, headers: { location } })
    const error = await refusal(createSignIn(page.frontdesk, alice))
    expect(error).toMatchObject({ code: 'redirected_elsewhere' })
    expect((error as Error).message).not.toContain(alice.password)
    expect(visited).toEqual([])
    expect(world.requests('POST /client/sign_ins')).toHaveLength(1)
  })
})

describe('single flight', () => {
  test('behavior: loads at once share one request', async () => {
    const world = await createWorld({ missingClient: 401 })
    const { frontdesk } = world.open({ mount: false })
    const clients = await Promise.all([getClient(frontdesk), getClient(frontdesk), retry(frontdesk)])
    expect(new Set(clients.map((client) => client?.id)).size).toBe(1)
    expect(world.requests()).toEqual(['POST /dev_browser', 'GET /client', 'POST /client'])
  })

  test('behavior: nothing happens before mount() or a call', async () => {
    const time = fakeTime()
    const world = await createWorld()
    const { frontdesk } = world.open({ mount: false })
    await time.advance(10_000)
    expect(world.requests()).toEqual([])
    expect(frontdesk.state).toMatchObject({
      connection: { status: 'loading' },
      session: { status: 'loading', sessionId: undefined },
    })
  })

  test('behavior: a creation that hangs is not sent again, and taken over when it answers', async () => {
    const time = fakeTime()
    const world = await createWorld({ missingClient: 401 })
    world.fault('POST /client', { delay: 9000, times: 1 })
    const page = world.open()
    await time.advance(8000)
    expect(creations(world)).toBe(0)
    await time.advance(30_000)
    await until(page.frontdesk, ({ connection }) => connection.status === 'ready')
    expect(creations(world)).toBe(1)
    expect(world.fapi.clients).toHaveLength(1)
    expect(data(page)).toMatchObject({ id: world.fapi.clients[0]?.id })
  })
})
