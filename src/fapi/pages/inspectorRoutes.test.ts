import { describe, expect, test } from 'vitest'
import type { FapiOptions } from '../../fapi'
import { createCaller, sharedKey } from '../testCaller'
import { createFapiWithPages } from './createFapiWithPages'

const box = 'http://localhost:4400'
const own = { origin: box, 'sec-fetch-site': 'same-origin', 'content-type': 'application/json' }

async function createInspector(options: FapiOptions = {}) {
  const caller = await createCaller(options)
  const { fapi } = caller
  const ask = (path: string, init: RequestInit = {}, at = box) => fapi.fetch(new Request(at + path, init))
  const act = (name: string, body: unknown = {}, headers: Record<string, string> = own, at = box) =>
    ask(`/_frontdesk/${name}`, { method: 'POST', headers, body: JSON.stringify(body) }, at)
  const state = async () => (await ask('/_frontdesk/state')).json()
  return { ...caller, ask, act, state }
}

const codeOf = async (answer: Response) => [answer.status, (await answer.json()).errors?.[0].code]

describe('what its buttons do', () => {
  test('behavior: sessions are revoked, expired and done with their tasks, tokens renewed', async () => {
    const { fapi, act } = await createInspector()
    const { sessionIds } = await fapi.seedClient({
      users: ['alice@example.com', 'bob@example.com', 'carol@example.com'],
    })
    const [alice, bob, carol] = sessionIds
    await act('revokeSession', { id: alice })
    await act('expireSession', { id: bob })
    await act('completeTask', { id: carol })
    expect(fapi.sessions.map(({ status }) => status)).toEqual(['revoked', 'expired', 'active'])
  })

  test('behavior: an expired token is followed by another', async () => {
    const { act, signIn, call } = await createInspector()
    const { body } = await signIn('alice')
    const jwt = async () =>
      (await call('GET', '/v1/client')).body.response.sessions[0]!.last_active_token!.jwt
    const first = await jwt()
    expect(await jwt()).toBe(first)
    expect((await act('expireToken', { id: body.response.created_session_id })).status).toBe(200)
    expect(await jwt()).not.toBe(first)
  })

  test('behavior: users are banned, locked, and let in again', async () => {
    const { fapi, act } = await createInspector()
    const { id } = fapi.users[0]!
    await act('banUser', { id })
    expect(fapi.users[0]!.banned).toBe(true)
    await act('unbanUser', { id })
    expect(fapi.users[0]!.banned).toBe(false)
    await act('lockUser', { id })
    expect(fapi.users[0]!.locked).toBe(true)
    await act('unlockUser', { id })
    expect(fapi.users[0]!.locked).toBe(false)
  })

  test('behavior: somebody is signed in on a client, or on a dev browser that has none yet', async () => {
    const { fapi, act, call, credentials } = await createInspector()
    await act('signIn', { id: credentials.devBrowser, user: 'alice@example.com' })
    await act('signIn', { id: fapi.clients[0]!.id, user: 'bob@example.com' })
    const { body } = await call('GET', '/v1/client')
    expect(body.response.sessions.map(({ user }) => user.email_addresses[0]!.email_address)).toEqual([
      'alice@example.com',
      'bob@example.com',
    ])
  })

  test('behavior: faults come and go, and spare the inspector', async () => {
    const { fapi, act, call, state } = await createInspector()
    await act('fault', { cut: true })
    await expect(call('GET', '/v1/client')).rejects.toThrow('cut')
    const { faults } = await state()
    expect(faults).toMatchObject([{ cut: true, times: null }])
    await act('removeFault', { id: String(faults[0].id) })
    expect((await call('GET', '/v1/client')).status).toBe(200)
    expect(fapi.faults).toEqual([])
  })

  test('behavior: an answer of one’s own, a way elsewhere, or only a delay', async () => {
    const { act, call } = await createInspector()
    const answer = async (fault: object) => {
      await act('fault', { path: '/.well-known/jwks.json', times: 1, ...fault })
      return call('GET', '/.well-known/jwks.json')
    }
    expect((await answer({ status: 200, body: '<h1>Bad gateway</h1>' })).headers.get('content-type')).toBe(
      'text/html',
    )
    const { status, headers } = await answer({ status: 307, location: 'https://elsewhere.example/' })
    expect([status, headers.get('location')]).toEqual([307, 'https://elsewhere.example/'])
    expect((await answer({ delay: 1 })).body.keys).toHaveLength(1)
  })

  test('behavior: the clock moves, and comes back; the log is cleared', async () => {
    const { fapi, act, call } = await createInspector()
    await call('GET', '/v1/client')
    await act('advanceClock', { ms: 3_600_000 })
    expect(fapi.clock.now() - Date.now()).toBeGreaterThan(3_590_000)
    await act('resetClock')
    expect(fapi.clock.now() - Date.now()).toBeLessThan(10_000)
    await act('clearLog')
    expect(fapi.log.entries).toEqual([])
  })

  test.each([
    ['revokeSession', { id: 'sess_x' }, 'action_refused'],
    ['revokeSession', {}, 'action_refused'],
    ['signIn', { id: 'client_x', user: 'alice@example.com' }, 'action_refused'],
    ['banUser', { id: 'user_x' }, 'action_refused'],
    ['fault', { status: 42 }, 'form_param_format_invalid'],
    ['fault', { status: '500' }, 'form_param_format_invalid'],
    ['fault', { status: 204, body: 'x' }, 'action_refused'],
    ['fault', { status: 307, location: 'https://x.example/\na' }, 'action_refused'],
    ['advanceClock', { ms: null }, 'form_param_format_invalid'],
    ['advanceClock', { days: 1 }, 'form_param_format_invalid'],
    ['clearLog', 'text', 'form_param_format_invalid'],
  ])('error: %s of %o is 422 %s', async (name, body, code) => {
    const { act } = await createInspector()
    expect(await codeOf(await act(name, body))).toEqual([422, code])
  })
})

describe('what it shows', () => {
  test('behavior: no secret key, no session token, and what was asked of the box itself is no request', async () => {
    const { fapi, ask, act, call, signIn } = await createInspector()
    const { body } = await signIn('alice')
    const { jwt } = (await call('POST', `/v1/client/sessions/${body.response.created_session_id}/tokens`))
      .body
    await act('clearLog')
    await ask('/')
    await ask('/sign-in')
    const text = await (await ask('/_frontdesk/state')).text()
    expect(text).toContain('alice@example.com')
    for (const secret of [fapi.secretKey, jwt, 'PRIVATE']) expect(text).not.toContain(secret)
    expect(JSON.parse(text).requests).toEqual([])
  })

  test('behavior: of very many clients those that changed last, with their sessions; of the rest the number', async () => {
    const { fapi, state } = await createInspector({ keyType: 'live' })
    const seeded = []
    for (let made = 0; made < 103; made++)
      seeded.push(await fapi.seedClient({ users: ['alice@example.com'] }))
    fapi.clock.advance(1000)
    fapi.signIn(seeded[0]!.clientId, 'bob@example.com')
    const { clients, sessions, hidden } = await state()
    expect(hidden).toEqual({ clients: 3, browsers: 0 })
    expect(clients).toHaveLength(100)
    expect([clients[0].id, clients.at(-1).id]).toEqual([seeded[102]!.clientId, seeded[0]!.clientId])
    expect(sessions).toHaveLength(101)
  })

  test('behavior: keys and claims come when asked for', async () => {
    const { fapi, ask, signIn } = await createInspector()
    const { body } = await signIn('alice')
    const keys = await (await ask('/_frontdesk/keys')).json()
    expect(keys).toMatchObject({ jwtKey: await fapi.jwtKey() })
    expect(keys.lines.server).toContain(fapi.secretKey)
    const id = body.response.created_session_id
    expect(await (await ask(`/_frontdesk/claims/${id}`)).json()).toMatchObject({ sid: id, sts: 'active' })
    expect(await codeOf(await ask('/_frontdesk/claims/sess_x'))).toEqual([422, 'action_refused'])
  })

  test('behavior: it hears of requests and of its own actions; what nobody has read yet is said once', async () => {
    const { ask, act, call } = await createInspector()
    const { body, headers } = await ask('/_frontdesk/events')
    expect(headers.get('content-type')).toBe('text/event-stream')
    const reader = body!.pipeThrough(new TextDecoderStream()).getReader()
    const next = async () => (await reader.read()).value
    expect(await next()).toBe('data: changed\n\n')
    await call('GET', '/v1/client')
    expect(await next()).toBe('data: changed\n\n')
    await act('advanceClock', { ms: 1 })
    expect(await next()).toBe('data: changed\n\n')
    await reader.cancel()
    expect((await call('GET', '/v1/client')).status).toBe(200)
  })
})

describe('who gets to it', () => {
  const { 'content-type': type, ...browserOwn } = own

  test.each([
    ['a foreign page', { ...own, origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }],
    ['a foreign page, in an old browser', { 'content-type': type, origin: 'https://evil.example' }],
    [
      'an app that may call the Frontend API',
      { ...own, origin: 'http://localhost:3000', 'sec-fetch-site': 'same-site' },
    ],
    ['another port of this machine', { 'content-type': type, origin: 'http://localhost:44000' }],
    ['another scheme', { 'content-type': type, origin: 'https://localhost:4400' }],
    ['a sandboxed frame', { ...own, origin: 'null' }],
    ['nobody', { 'content-type': type }],
    [
      'a page that says it is its own, in a browser that knows better',
      { ...own, 'sec-fetch-site': 'same-site' },
    ],
    ['a proxy’s word', { ...own, host: 'evil.example', 'x-forwarded-host': 'localhost:4400' }],
  ])('error: %s may neither change nor read anything', async (_, headers: Record<string, string>) => {
    const { fapi, act, ask } = await createInspector()
    expect(await codeOf(await act('banUser', { id: 'alice@example.com' }, headers))).toEqual([
      403,
      'origin_invalid',
    ])
    expect(fapi.users[0]!.banned).toBe(false)
    if (headers.origin === undefined) return
    expect((await ask('/_frontdesk/state', { headers })).status).toBe(403)
  })

  test.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', ''])(
    'error: a body of type %j, as a form sends it, is 415',
    async (contentType) => {
      const { act } = await createInspector()
      expect((await act('clearLog', {}, { ...browserOwn, 'content-type': contentType })).status).toBe(415)
    },
  )

  test.each([
    'http://evil.example',
    'http://localhost.evil.example:4400',
    'http://evil.localhost.example:4400',
    'http://127.0.0.1.evil.example',
    'http://localhost.:4400',
    'http://192.168.1.2:4400',
  ])('error: at %s, its pages and its data are refused', async (at) => {
    const { ask, act } = await createInspector()
    for (const path of [
      '/',
      '/sign-in',
      '/sign-up',
      '/_frontdesk/state',
      '/_frontdesk/keys',
      '/_frontdesk/events',
    ]) {
      expect([path, (await ask(path, {}, at)).status]).toEqual([path, 403])
    }
    expect((await act('clearLog', {}, { ...own, origin: at }, at)).status).toBe(403)
  })

  test.each([
    ['http://box.example:4400', ['box.example']],
    ['http://[::1]:4400', undefined],
    ['http://[fd00::1]:4400', ['fd00::1']],
    ['http://app.localhost', undefined],
    ['http://127.0.0.1:80', undefined],
  ])('parameters: hosts: %s is let in with %o', async (at, hosts) => {
    const { ask, act } = await createInspector({ hosts })
    expect((await ask('/', { headers: { host: at.replace('http://', '') } }, at)).status).toBe(200)
    expect((await act('clearLog', {}, { ...own, origin: new URL(at).origin }, at)).status).toBe(200)
  })

  test.each(['http://a', 'a/b', 'a:80', 'u@a', '', '*'])('error: %j is no host', (host) => {
    expect(() => createFapiWithPages({ hosts: [host] })).toThrow('hosts')
  })

  test('behavior: no answer may be read by another origin, or kept', async () => {
    const { ask, act } = await createInspector()
    const answers = [await ask('/'), await ask('/_frontdesk/state'), await act('clearLog')]
    for (const { headers } of answers) {
      expect([...headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([])
    }
  })

  test('behavior: where only some origins are served, the box’s own pages are too; pages at a foreign name are not', async () => {
    const fapi = createFapiWithPages({ signingKey: await sharedKey(), origins: ['https://app.example'] })
    const status = async (at: string) => {
      const init = { method: 'POST', headers: { origin: at } }
      return (await fapi.fetch(new Request(`${at}/v1/dev_browser`, init))).status
    }
    expect(await status(box)).toBe(200)
    expect(await status('http://evil.example')).toBe(400)
  })
})
