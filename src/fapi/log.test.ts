import { afterEach, describe, expect, test, vi } from 'vitest'
import { createLog } from './log'
import { createCaller } from './testCaller'

afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
})

test('default: one entry a request, with the effective method and the client', async () => {
  const { call, fapi } = await createCaller()
  await call('POST', '/v1/client', { query: { _method: 'PUT' } })
  await call('GET', '/nope')
  expect(fapi.log.entries).toMatchObject([
    { method: 'POST', path: '/v1/dev_browser', status: 200, clientId: null },
    { method: 'PUT', path: '/v1/client', status: 200, scheme: 'dev-browser', clientId: fapi.clients[0]?.id },
    { method: 'GET', path: '/nope', status: 404 },
  ])
  for (const { duration, time } of fapi.log.entries) {
    expect(duration).toBeGreaterThanOrEqual(0)
    expect(Math.abs(time - Date.now())).toBeLessThan(60_000)
  }
})

test('behavior: names the scheme only when it told who calls', async () => {
  const { fapi, call } = await createCaller({ keyType: 'live' })
  await call('GET', '/v1/client')
  await call('POST', '/v1/client')
  await call('GET', '/v1/client')
  const native = await createCaller({ fapi, native: true })
  await native.call('POST', '/v1/client')
  await native.call('GET', '/v1/client')
  expect(fapi.log.entries.map(({ scheme }) => scheme)).toEqual(['none', 'none', 'browser', 'none', 'native'])
})

test('behavior: holds no secret', async () => {
  const { call, fapi, credentials, signIn } = await createCaller()
  await signIn('alice')
  const query = {
    __dev_session: 'secret-a',
    __session: 'secret-b',
    expired_token: 'secret-c',
    rotating_token_nonce: 'secret-d',
    nonce: 'secret-f',
    redirect_url: 'http://localhost/?secret-e',
    kept: 'yes',
  }
  await call('GET', '/v1/client/handshake', { query })
  const text = JSON.stringify(fapi.log.entries)
  expect(text).toContain('kept=yes')
  expect(text).not.toContain('secret')
  expect(text).not.toContain('alice-password')
  expect(text).not.toContain(credentials.devBrowser)
})

test('behavior: a cut request is there with status 0', async () => {
  const { call, fapi } = await createCaller()
  fapi.fault({ cut: true })
  await expect(call('GET', '/v1/client')).rejects.toThrow(TypeError)
  expect(fapi.log.entries.at(-1)).toMatchObject({ path: '/v1/client', status: 0 })
})

const entry = {
  time: 0,
  query: '',
  status: 200,
  duration: 1,
  scheme: 'none',
  clientId: null,
  email: null,
  text: null,
} as const
const first = { ...entry, method: 'GET', path: '/v1/client' }
const second = { ...entry, method: 'POST', path: '/v1/client/sign_ins' }

describe('waitFor', () => {
  test('default: gives an entry that is there, or the next that fits', async () => {
    const log = createLog()
    log.add(first)
    expect(await log.waitFor({ path: '/v1/client' })).toBe(first)
    const waiting = log.waitFor({ method: 'POST', path: /sign_ins/ })
    log.add(first)
    log.add(second)
    expect(await waiting).toBe(second)
    expect(await log.waitFor(({ path }) => path.endsWith('ins'))).toBe(second)
  })

  test('error: says what there was when none comes in time', async () => {
    vi.useFakeTimers()
    const log = createLog()
    log.add(first)
    const waiting = expect(log.waitFor({ method: 'PUT' }, { timeout: 100 })).rejects.toThrow(
      'GET /v1/client 200',
    )
    await vi.advanceTimersByTimeAsync(100)
    await waiting
    expect(vi.getTimerCount()).toBe(0)
  })
})

describe('subscribe', () => {
  test('behavior: a listener that throws is reported; the request and the other listeners go on', async () => {
    const report = vi.spyOn(console, 'error').mockImplementation(() => {})
    const { call, fapi } = await createCaller()
    const bug = new Error('bug')
    const heard: string[] = []
    for (const journal of [fapi.log, fapi.emails]) {
      journal.subscribe(() => {
        throw bug
      })
    }
    fapi.log.subscribe(({ path }) => heard.push(path))
    const form = { identifier: 'alice@example.com', strategy: 'email_code' }
    expect((await call('POST', '/v1/client/sign_ins', { form })).status).toBe(200)
    expect(heard).toEqual(['/v1/client/sign_ins'])
    expect(report.mock.calls).toEqual([
      [expect.stringContaining('listener'), bug],
      [expect.stringContaining('listener'), bug],
    ])
  })

  test('error: a filter that throws is the waiting one’s own affair', async () => {
    const { call, fapi } = await createCaller()
    fapi.log.clear()
    const waiting = fapi.log.waitFor(() => {
      throw new Error('bug')
    })
    const refused = expect(waiting).rejects.toThrow('bug')
    expect((await call('GET', '/v1/client')).status).toBe(200)
    await refused
  })
})

test('behavior: filter and clear; the last 1,000 are kept', () => {
  const log = createLog()
  for (let i = 0; i < 1005; i++) log.add(i === 1004 ? second : first)
  expect(log.entries).toHaveLength(1000)
  expect(log.entries.at(-1)).toBe(second)
  expect(log.filter({ method: 'POST' })).toEqual([second])
  log.clear()
  expect(log.entries).toEqual([])
})

test('behavior: entries that were read stay as they were, however many follow', () => {
  const log = createLog()
  log.add(first)
  const before = log.entries
  for (let i = 0; i < 2500; i++) {
    log.add({ ...second, time: i })
    if (i === 1500) expect(log.entries[0]!.time).toBe(501)
  }
  expect(before).toEqual([first])
  expect(log.entries.map(({ time }) => time)).toEqual(Array.from({ length: 1000 }, (_, i) => i + 1500))
})
