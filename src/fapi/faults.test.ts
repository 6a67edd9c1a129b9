import { afterEach, describe, expect, test, vi } from 'vitest'
import type { FapiFault } from '../fapi'
import { createCaller } from './testCaller'

afterEach(() => vi.useRealTimers())

const get = ['GET', '/v1/client'] as const

test('default: hits every request until it is removed', async () => {
  const { call, fapi } = await createCaller()
  const remove = fapi.fault({ status: 500 })
  expect((await call(...get)).code).toBe('internal_clerk_error')
  expect((await call('POST', '/nope')).status).toBe(500)
  remove()
  expect((await call(...get)).status).toBe(200)
})

test.each<[FapiFault, number[]]>([
  [{ path: '/v1/client' }, [503, 503, 200]],
  [{ path: /environment$/g }, [200, 200, 503]],
  [{ path: '/v1/*' }, [503, 503, 503]],
  [{ path: '/*/client' }, [503, 503, 200]],
  [{ path: '/*' }, [200, 200, 200]],
  [{ method: 'delete' }, [200, 503, 200]],
  [{ path: '/v1/client', method: 'GET' }, [503, 200, 200]],
  [{ times: 2 }, [503, 503, 200]],
  [{ times: 0 }, [200, 200, 200]],
])('parameters: %o chooses requests by what `_method` makes of them', async (fault, expected) => {
  const { call, fapi } = await createCaller()
  await call('POST', '/v1/client')
  fapi.fault({ status: 503, ...fault })
  const statuses = [
    (await call(...get)).status,
    (await call('POST', '/v1/client', { query: { _method: 'DELETE' } })).status,
    (await call('GET', '/v1/environment')).status,
  ]
  expect(statuses).toEqual(expected)
})

test('behavior: of several the oldest that fits hits first', async () => {
  const { call, fapi } = await createCaller()
  fapi.fault({ status: 500, times: 1 })
  fapi.fault({ status: 503, times: 1 })
  expect([(await call(...get)).status, (await call(...get)).status, (await call(...get)).status]).toEqual([
    500, 503, 200,
  ])
})

test('behavior: those in force are listed with the requests they will hit yet, and end by their id', async () => {
  const { call, fapi } = await createCaller()
  fapi.fault({ path: '/v1/client', status: 500, times: 2 })
  fapi.fault({ method: 'DELETE', cut: true })
  await call(...get)
  const [first, second] = fapi.faults
  expect(fapi.faults).toEqual([
    { id: first!.id, path: '/v1/client', status: 500, times: 1 },
    { id: second!.id, method: 'DELETE', cut: true, times: Number.POSITIVE_INFINITY },
  ])
  fapi.removeFault(second!.id)
  await call(...get)
  expect(fapi.faults).toEqual([])
  fapi.removeFault(first!.id)
})

describe('what it answers', () => {
  async function answer(fault: FapiFault) {
    const { fapi, credentials } = await createCaller()
    fapi.fault(fault)
    const url = `http://localhost:4400/v1/client?__clerk_db_jwt=${credentials.devBrowser}`
    const response = await fapi.fetch(new Request(url, { headers: { origin: 'http://localhost:3000' } }))
    return { status: response.status, headers: response.headers, text: await response.text() }
  }

  test('parameters: retryAfter is a 429', async () => {
    const { status, headers, text } = await answer({ retryAfter: 7 })
    expect([status, headers.get('retry-after')]).toEqual([429, '7'])
    expect(JSON.parse(text)).toMatchObject({
      errors: [{ code: 'too_many_requests' }],
      clerk_trace_id: expect.any(String),
    })
  })

  test('parameters: a body as text, as markup, as JSON', async () => {
    expect(await answer({ body: '{"broken' })).toMatchObject({ status: 200, text: '{"broken' })
    const page = await answer({ status: 502, body: '<html>' })
    expect([page.status, page.headers.get('content-type')]).toEqual([502, 'text/html'])
    const json = await answer({ body: { response: { id: 1 } } })
    expect([json.text, json.headers.get('content-type')]).toEqual([
      '{"response":{"id":1}}',
      'application/json',
    ])
  })

  test('parameters: status and headers make a redirect', async () => {
    const { status, headers, text } = await answer({
      status: 307,
      headers: { location: 'https://x.example/' },
    })
    expect([status, headers.get('location'), text]).toEqual([307, 'https://x.example/', ''])
  })

  test('parameters: cut breaks the connection', async () => {
    await expect(answer({ cut: true })).rejects.toThrow(TypeError)
  })

  test('behavior: the dev browser is given back all the same', async () => {
    expect((await answer({ status: 500 })).headers.get('clerk-db-jwt')).toMatch(/^dvb_/)
  })
})

test('parameters: delay waits, and without more lets the request through', async () => {
  const { call, fapi } = await createCaller()
  vi.useFakeTimers()
  fapi.fault({ delay: 5000, times: 1 })
  let status: number | undefined
  const done = call('POST', '/v1/client').then((answer) => {
    status = answer.status
  })
  await vi.advanceTimersByTimeAsync(4999)
  expect(status).toBeUndefined()
  expect(fapi.clients).toEqual([])
  await vi.advanceTimersByTimeAsync(1)
  await done
  expect(status).toBe(200)
  expect(fapi.clients).toHaveLength(1)
})

test.each<[FapiFault, string]>([
  [{ status: 99 }, 'fault.status'],
  [{ status: 600 }, 'fault.status'],
  [{ status: 200.5 }, 'fault.status'],
  [{ status: 204, body: 'x' }, 'fault.body'],
  [{ status: 304, body: {} }, 'fault.body'],
  [{ headers: { location: 'https://x.example/\nset-cookie: a=b' } }, 'fault.headers'],
  [{ headers: { 'a name': 'x' } }, 'fault.headers'],
])('error: %o cannot be answered, and is refused at once', async (fault, place) => {
  const { fapi } = await createCaller()
  expect(() => fapi.fault(fault)).toThrow(place)
})
