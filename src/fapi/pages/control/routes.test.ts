import { describe, expect, test, vi } from 'vitest'
import type { FapiHost, FapiOptions } from '../../../fapi'
import { createCaller, sharedKey } from '../../testCaller'
import { createFapiWithPages, type FapiWithPages } from '../createFapiWithPages'

const box = 'http://localhost:4400'
const own = { origin: box, 'sec-fetch-site': 'same-origin', 'content-type': 'application/json' }

type Init = Omit<RequestInit, 'headers'> & { headers?: Record<string, string> | undefined }

async function createInspector(options: FapiOptions = {}) {
  const caller = await createCaller(options)
  const { fapi } = caller
  const { controlSecret } = fapi as FapiWithPages
  const authorization = `Bearer ${controlSecret}`
  const ask = (path: string, { headers, ...init }: Init = {}, at = box, host: FapiHost = {}) =>
    fapi.fetch(new Request(at + path, { ...init, headers: { authorization, ...headers } }), host)
  const act = (name: string, body: unknown = {}, headers: Record<string, string> = own, at = box) =>
    ask(`/_frontdesk/${name}`, { method: 'POST', headers, body: JSON.stringify(body) }, at)
  const state = async () => (await ask('/_frontdesk/state')).json()
  return { ...caller, controlSecret, ask, act, state }
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
    [
      'a page that says it is its own, in a browser that knows better',
      { ...own, 'sec-fetch-site': 'same-site' },
    ],
    ['another name', { ...own, host: 'evil.example' }],
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

describe('attack: who does not hold the secret', () => {
  const reads = ['/state', '/keys', '/events', '/claims/sess_x', '/nothing']

  test.each([
    ['nothing', undefined],
    ['an empty token', 'Bearer '],
    ['another secret', `Bearer ${'x'.repeat(40)}`],
    ['the word alone', 'Bearer'],
    ['another scheme', 'Basic SECRET'],
    ['the secret bare', 'SECRET'],
    ['the secret and more', 'Bearer SECRETx'],
    ['its beginning', 'Bearer SECRE'],
    ['two', 'Bearer SECRET, Bearer SECRET'],
    ['the secret key', 'Bearer KEY'],
  ])('gets nothing with %s', async (_, given) => {
    const { fapi, controlSecret } = await createInspector()
    const authorization = given
      ?.replaceAll('SECRE', controlSecret.slice(0, -1))
      .replaceAll(/(?<=[a-zA-Z0-9]{39})T/g, controlSecret.slice(-1))
      .replace('KEY', fapi.secretKey)
    const headers = { ...own, ...(authorization !== undefined && { authorization }) }
    for (const path of reads) {
      const answer = await fapi.fetch(new Request(`${box}/_frontdesk${path}`, { headers }))
      expect(await codeOf(answer)).toEqual([401, 'control_secret_invalid'])
    }
    const init = { method: 'POST', headers, body: '{"id":"alice@example.com"}' }
    expect((await fapi.fetch(new Request(`${box}/_frontdesk/banUser`, init))).status).toBe(401)
    expect(fapi.users[0]!.banned).toBe(false)
  })

  test('finds it on no page, in no answer and in no log, and it is another at each start', async () => {
    const { fapi, controlSecret, ask, act } = await createInspector({ idSeed: 'known' })
    await act('fault', { path: '/v1/none', status: 500 })
    const asked = ['/', '/sign-in', '/_frontdesk/state', '/_frontdesk/keys', '/v1/environment', `/?a=${1}`]
    for (const path of asked) {
      const answer = await ask(path)
      expect(await answer.text()).not.toContain(controlSecret)
      expect(JSON.stringify([...answer.headers])).not.toContain(controlSecret)
    }
    expect(JSON.stringify(fapi.log.entries)).not.toContain(controlSecret)
    const other = createFapiWithPages({ idSeed: 'known' })
    expect(other.controlSecret).toMatch(/^\w{40}$/)
    expect(other.controlSecret).not.toBe(controlSecret)
  })

  test('is never led away from the inspector with what is in its fragment', async () => {
    const { ask } = await createInspector()
    for (const search of [
      '',
      '?redirect_url=http://localhost:3000/',
      '?__clerk_db_jwt=x',
      '?next=//a.example',
    ]) {
      const answer = await ask(`/${search}`, { redirect: 'manual' })
      expect([answer.status, answer.headers.get('location'), answer.headers.get('refresh')]).toEqual([
        200,
        null,
        null,
      ])
      expect(await answer.text()).not.toMatch(/http-equiv|location\.(assign|replace)/)
    }
  })
})

describe('attack: who holds the secret, and comes by another way', () => {
  test.each([
    'x-forwarded-for',
    'x-forwarded-host',
    'x-forwarded-proto',
    'x-forwarded-prefix',
    'x-forwarded',
    'forwarded',
    'via',
    'x-real-ip',
    'x-client-ip',
    'x-original-host',
    'cf-connecting-ip',
    'cf-ray',
    'cdn-loop',
    'true-client-ip',
    'fly-client-ip',
    'x-vercel-id',
    'x-amzn-trace-id',
    'ngrok-skip-browser-warning',
    'clerk-proxy-url',
  ])('through what sends %s', async (name) => {
    const { fapi, ask, act } = await createInspector()
    expect(await codeOf(await ask('/_frontdesk/state', { headers: { [name]: 'localhost' } }))).toEqual([
      403,
      'control_forwarded',
    ])
    const answer = await act('banUser', { id: 'alice@example.com' }, { ...own, [name]: '127.0.0.1' })
    expect(answer.status).toBe(403)
    expect(fapi.users[0]!.banned).toBe(false)
  })

  test('below a path of the app, as its page or by its address', async () => {
    const { ask, fapi } = await createInspector()
    const own = { base: 'http://localhost:3000/__clerk' }
    expect((await ask('/_frontdesk/state', {}, box, own)).status).toBe(403)
    const referer = 'http://localhost:3000/app'
    expect((await ask('/_frontdesk/state', { headers: { referer } })).status).toBe(403)
    for (const path of ['/__clerk/_frontdesk/state', '/v1/_frontdesk/state', '//_frontdesk/state'])
      expect((await fapi.fetch(new Request(box + path))).status).toBeGreaterThanOrEqual(401)
  })

  test.each([
    ['127.0.0.1', undefined, 200],
    ['127.8.9.1', ['127.0.0.1'], 200],
    ['::1', ['localhost'], 200],
    ['::ffff:127.0.0.1', undefined, 200],
    ['192.168.1.9', undefined, 403],
    ['::ffff:10.0.0.1', ['127.0.0.1', '::1'], 403],
    ['fe80::1%eth0', ['localhost'], 403],
    ['127.evil', undefined, 403],
    ['192.168.1.9', ['0.0.0.0'], 200],
    ['fd00::2', ['fd00::1'], 200],
  ])('peer %s, with hosts %j: %i', async (peer, hosts, status) => {
    const { ask } = await createInspector({ hosts })
    expect((await ask('/_frontdesk/state', {}, box, { peer })).status).toBe(status)
  })
})

describe('what a test or curl does', () => {
  const program = { 'content-type': 'application/json' }

  test('behavior: signs in, reads codes and links, and waits for a request, without a browser’s headers', async () => {
    const { fapi, act, call, credentials } = await createInspector()
    const signedIn = await act('signIn', { id: credentials.devBrowser, user: 'bob@example.com' }, program)
    expect(await signedIn.json()).toEqual({ sessionId: fapi.sessions[0]!.id })
    const seeded = await (await act('seedClient', { users: ['alice@example.com'] }, program)).json()
    expect(seeded).toMatchObject({ clientId: fapi.clients[1]!.id, devBrowser: expect.any(String) })

    const waiting = act('waitForEmail', { to: 'alice@example.com', kind: 'sign-in' }, program)
    await call('POST', '/v1/client/sign_ins', {
      form: { identifier: 'alice@example.com', strategy: 'email_code' },
    })
    const { code } = fapi.emails.entries[0]!
    expect(await (await waiting).json()).toMatchObject({ to: 'alice@example.com', code })
    const request = await act('waitForRequest', { method: 'POST', path: '/v1/client/sign_ins' }, program)
    expect(await request.json()).toMatchObject({ method: 'POST', status: 200 })
    expect(await codeOf(await act('waitForText', { timeout: 0 }, program))).toEqual([504, 'wait_timed_out'])
    expect((await act('waitForText', { timeout: 60_001 }, program)).status).toBe(422)
  })

  test('error: webhooks of a box that has none', async () => {
    const { act, ask, state } = await createInspector()
    expect((await state()).webhooks).toBeUndefined()
    const answer = await act('sendWebhookAgain', { id: 'msg_1' }, program)
    expect(answer.status).toBe(422)
    expect((await answer.json()).errors[0].message).toContain('start it with --webhook')
    expect(await codeOf(await ask('/_frontdesk/webhooks/msg_1'))).toEqual([404, 'resource_not_found'])
  })

  test('behavior: the code of an authenticator app; a fault, by the id that it gets', async () => {
    const identifier = 'ann@example.com'
    const { fapi, act } = await createInspector({ users: [{ identifier, totpSecret: 'JBSWY3DPEHPK3PXP' }] })
    const { code } = await (await act('totpCode', { user: identifier }, program)).json()
    expect(code).toBe(await fapi.totpCode(identifier))
    const { id } = await (await act('fault', { status: 500 }, program)).json()
    await act('removeFault', { id }, program)
    expect(fapi.faults).toEqual([])
  })

  test('behavior: reset puts back the seed: who was there, and nobody and nothing else', async () => {
    const identifier = 'ann@example.com'
    const { fapi, act, call, signIn, credentials } = await createInspector({
      users: [{ identifier, password: 'ann-password' }],
    })
    const before = structuredClone(fapi.users)
    await call('POST', '/v1/client/sign_ups', {
      form: { email_address: 'ben@example.com', password: 'ben-password' },
    })
    await signIn('ann')
    fapi.banUser(identifier)
    fapi.fault({ path: '/v1/none', status: 500 })
    fapi.clock.advance(3_600_000)
    for (let times = 0; times < 2; times++) {
      expect((await act('reset', {}, program)).status).toBe(200)
      expect(fapi.users).toEqual(before)
      const { clients, sessions, devBrowsers, faults } = fapi
      const gone = [clients, sessions, devBrowsers, faults, fapi.log.entries, fapi.emails.entries]
      expect(gone).toEqual([[], [], [], [], [], []])
      expect(Math.abs(fapi.clock.now() - Date.now())).toBeLessThan(1000)
      expect((await call('GET', '/v1/client')).code).toBe('dev_browser_unauthenticated')
      delete credentials.devBrowser
      await call('POST', '/v1/dev_browser')
      expect((await signIn('ann')).status).toBe(200)
      fapi.banUser(identifier)
    }
  })

  test('error: a body over 64 KiB, announced or not, and more than 100 faults', async () => {
    const { fapi, act, ask } = await createInspector()
    const body = 'x'.repeat(64 * 1024)
    expect(await codeOf(await act('fault', { body }, program))).toEqual([413, 'request_too_large'])
    const stream = new Blob([JSON.stringify({ body })]).stream()
    const init = { method: 'POST', headers: program, body: stream, duplex: 'half' } as Init
    expect((await ask('/_frontdesk/fault', init)).status).toBe(413)
    for (let made = 0; made < 100; made++) await act('fault', { status: 500, path: '/v1/none' }, program)
    expect(await codeOf(await act('fault', { status: 500 }, program))).toEqual([422, 'action_refused'])
    expect(fapi.faults).toHaveLength(100)
  })

  test('attack: who asks for the head of the events alone leaves nobody behind who listens', async () => {
    const { ask } = await createInspector()
    let streams = 0
    const construct = (target: typeof ReadableStream, given: unknown[]) => {
      streams++
      return Reflect.construct(target, given)
    }
    vi.stubGlobal('ReadableStream', new Proxy(ReadableStream, { construct }))
    const answer = await ask('/_frontdesk/events', { method: 'HEAD' })
    expect([answer.status, answer.body, streams]).toEqual([200, null, 0])
    await (await ask('/_frontdesk/events')).body!.cancel()
    expect(streams).toBeGreaterThan(0)
    vi.unstubAllGlobals()
  })
})
