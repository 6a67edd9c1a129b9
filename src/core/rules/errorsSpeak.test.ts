import { QueryClient } from '@tanstack/react-query'
import { beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest'
import { fakeTime } from '../../../test/support/time'
import {
  alice,
  booted,
  createWorld,
  type Page,
  refusal,
  schemes,
  type World,
} from '../../../test/support/world'
import { type Ambient, createFrontdesk, createSignIn, FrontdeskError } from '../../core'
import { createFapi } from '../../fapi'
import { messages } from '../wire/messages'

const failure = ({ frontdesk }: Page) => frontdesk.state.connection.error as FrontdeskError
const creations = (world: World) => world.requests('POST /client').length

const envelope = {
  errors: [{ code: 'not_this_way', message: 'short', long_message: 'long: not_this_way', meta: {} }],
  clerk_trace_id: 'trace_1',
}

describe.each(schemes)('rule 10 · errors speak · with the scheme %s', (scheme) => {
  test('behavior: a 404 without the envelope names the URL called', async () => {
    const world = await createWorld({ scheme, missingClient: 404 })
    world.fault('GET /client', { status: 404, body: '<h1>Not found</h1>' })
    const page = world.open()
    await booted(page.frontdesk)
    expect(page.frontdesk.state.connection.status).toBe('error')
    expect(failure(page)).toMatchObject({ code: 'fapi_not_found', status: 404 })
    const host = scheme === 'devBrowser' ? 'foo-bar-13.clerk.accounts.dev' : 'clerk.frontdesk.example'
    expect(failure(page).message).toContain(`https://${host}/v1/client`)
    expect(failure(page).message).toContain('proxyUrl')
    expect(creations(world)).toBe(0)
  })

  test.each([400, 403, 422])('behavior: %i is an error at once, in the words of Clerk', async (status) => {
    const world = await createWorld({ scheme })
    world.fault('GET /client', { status, body: envelope })
    const page = world.open()
    await booted(page.frontdesk)
    expect(page.frontdesk.state.connection.status).toBe('error')
    expect(failure(page)).toMatchObject({
      code: 'not_this_way',
      status,
      message: 'long: not_this_way',
      traceId: 'trace_1',
      errors: [{ code: 'not_this_way', message: 'short', longMessage: 'long: not_this_way' }],
    })
    expect(world.requests('GET /client')).toHaveLength(1)
    expect(creations(world)).toBe(0)
  })

  test.each([
    ['HTML', '<!doctype html><title>Welcome</title>', ''],
    ['broken JSON', '{"response": {"id": "client_1"', ''],
    ['a client without an id', { response: { sessions: [] } }, 'id'],
    ['sessions that are no array', { response: { id: 'client_1', sessions: {} } }, 'sessions'],
    ['a session without an id', { response: { id: 'client_1', sessions: [{}] } }, 'sessions.0.id'],
    ['a client that is a list', { response: [] }, ''],
    ['a client that is a number', { response: 7 }, ''],
  ])('behavior: %s is malformed_response with the path of the fault', async (_, body, path) => {
    const world = await createWorld({ scheme, missingClient: 401 })
    world.fault('GET /client', { body })
    const page = world.open()
    await booted(page.frontdesk)
    expect(page.frontdesk.state.connection.status).toBe('error')
    expect(failure(page)).toMatchObject({ code: 'malformed_response', path: expect.stringContaining(path) })
    expect(creations(world)).toBe(0)
  })
})

describe('rule 10 · errors speak · in production', () => {
  beforeEach(() => {
    vi.stubEnv('NODE_ENV', 'production')
    onTestFinished(() => void vi.unstubAllEnvs())
  })

  test.each(Object.keys(messages))('behavior: %s is said in a short sentence', (code) => {
    for (const about of [undefined, '', 'https://clerk.example.com/v1/client']) {
      const { message } = new FrontdeskError(code, { about })
      expect(message).toMatch(/^[A-Z][a-z ]+: [a-z ]+( \(\S+\))?\.$/)
      expect(message.length).toBeLessThan(100)
      expect(message).toContain(about ?? '')
    }
  })

  test.each<[object, string]>([
    [{ publishableKey: undefined }, 'That did not work: invalid publishable key (undefined).'],
    [{ publishableKey: 'sk_live_s3cret' }, 'That did not work: invalid publishable key (sk_live_s).'],
    [{ proxyUrl: 'my-proxy' }, 'That did not work: invalid proxy url (my-proxy).'],
    [{ domain: 'https://a.b' }, 'That did not work: invalid domain (https://a.b).'],
  ])('behavior: of %o it names what it got', (options, message) => {
    const { publishableKey } = createFapi()
    const given = { publishableKey, queryClient: new QueryClient(), ...options }
    expect(() => createFrontdesk(given)).toThrow(expect.objectContaining({ message }))
  })

  test('behavior: a refusal keeps the words of Clerk', async () => {
    const world = await createWorld({ signedIn: [] })
    const { frontdesk } = world.open()
    const refused = await refusal(createSignIn(frontdesk, { ...alice, password: 'wrong' }))
    expect((refused as Error).message).toMatch(/^Password is incorrect/)
  })
})

describe('rule 10 · errors speak · whatever fetch does', () => {
  const throwing = (thrown: unknown) => () => {
    throw thrown
  }
  const oddFetches: [string, () => unknown][] = [
    ['throws at once', throwing(new TypeError('patched'))],
    ['throws a string at once', throwing('blocked')],
    ['rejects with a string', () => Promise.reject('blocked')],
    ['rejects with nothing', () => Promise.reject()],
    ['gives nothing', () => Promise.resolve()],
    ['gives no promise', () => ({ status: 200 })],
    ['gives a body that cannot be read', async () => ({ status: 200, text: throwing('used up') })],
  ]

  test.each(oddFetches)('behavior: one that %s is network_error, and is tried again', async (_, odd) => {
    const time = fakeTime()
    const world = await createWorld({ signedIn: [alice] })
    const tab = world.browser.openTab()
    let isOdd = true
    const fetch: Ambient['fetch'] = (url, init) =>
      isOdd ? (odd() as Promise<Response>) : tab.ambient.fetch(url, init)
    const page = world.open({ tab, ambient: { fetch } })
    await time.advance(5000)
    expect(page.frontdesk.state.connection.status).toBe('error')
    expect(failure(page)).toMatchObject({ name: 'FrontdeskError', code: 'network_error' })
    expect(await refusal(createSignIn(page.frontdesk, alice))).toMatchObject({ code: 'network_error' })
    isOdd = false
    await time.advance(60_000)
    expect(page.frontdesk.state).toMatchObject({
      connection: { status: 'ready' },
      session: { status: 'signed-in' },
    })
  })
})

describe('rule 10 · errors speak · odd refusals', () => {
  test.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty'])(
    'behavior: the code %s is one as any other',
    async (code) => {
      const world = await createWorld({ signedIn: [alice] })
      const page = world.open()
      await booted(page.frontdesk)
      world.fault('POST /client/sign_ins', { status: 422, body: { errors: [{ code }] } })
      const error = await refusal(createSignIn(page.frontdesk, alice))
      expect(error).toMatchObject({ name: 'FrontdeskError', code, status: 422 })
      expect((error as Error).message).toMatch(/^That did not work: .*\/v1\/client\/sign_ins\)\.$/)
    },
  )

  test('behavior: messages that are empty are as none', async () => {
    const world = await createWorld()
    world.fault('GET /client', {
      status: 403,
      body: { errors: [{ code: 'no', message: '', long_message: '' }] },
    })
    const page = world.open()
    await booted(page.frontdesk)
    expect(failure(page).message).toMatch(/^That did not work: no \(/)
  })
})

describe('rule 10 · errors speak · 20,000 levels of nesting', () => {
  const nested = (inner: string) => `${'{"a":['.repeat(10_000)}${inner}${']}'.repeat(10_000)}`
  const lists = `${'['.repeat(20_000)}${']'.repeat(20_000)}`

  test.each([
    ['an object', nested('1')],
    ['a list', lists],
    ['a response', `{"response":${nested('null')}}`],
    ['sessions', `{"response":{"id":"client_1","sessions":${nested('1')}}}`],
  ])('behavior: %s is malformed_response, and is asked for again', async (_, body) => {
    const time = fakeTime()
    const world = await createWorld({ signedIn: [alice] })
    world.fault('GET /client', { body, times: 1 })
    const page = world.open()
    await time.advance(2000)
    expect(failure(page)).toMatchObject({ name: 'FrontdeskError', code: 'malformed_response' })
    page.tab.focus()
    await time.advance(100)
    expect(page.frontdesk.state.session.status).toBe('signed-in')
  })

  test('behavior: where nothing rests on it, it is left out', async () => {
    const world = await createWorld({ signedIn: [alice] })
    const tab = world.browser.openTab()
    const page = world.open({
      tab,
      ambient: {
        async fetch(url, init) {
          const text = await (await tab.ambient.fetch(url, init)).text()
          return new Response(text.replace('"unsafe_metadata":{}', `"unsafe_metadata":${nested('1')}`))
        },
      },
    })
    await booted(page.frontdesk)
    expect(page.frontdesk.state).toMatchObject({
      connection: { status: 'ready' },
      session: { status: 'signed-in', session: { user: { unsafeMetadata: { a: [{}] } } } },
    })
  })

  test('behavior: a refusal keeps its status, and recovers by that', async () => {
    const time = fakeTime()
    const world = await createWorld({ signedIn: [alice] })
    world.fault('GET /client', { status: 500, body: lists, times: 1 })
    const page = world.open()
    await time.advance(5000)
    expect(page.frontdesk.state.connection.status).toBe('ready')
    world.fault('POST /client/sign_ins', { status: 422, body: `{"errors":[{"code":"no"}],"meta":${lists}}` })
    expect(await refusal(createSignIn(page.frontdesk, alice))).toMatchObject({ code: 'no', status: 422 })
  })
})
