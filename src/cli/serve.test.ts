import { connect } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { createFapi } from '../fapi'
import { serve } from './serve'

let close: (() => Promise<void>) | undefined
afterEach(() => close?.())

async function setup() {
  const fapi = createFapi()
  const served = await serve(fapi, { port: 0, host: '127.0.0.1' })
  close = served.close
  const post = (path: string, init: RequestInit = {}) =>
    fetch(`${served.url}${path}`, { method: 'POST', headers: { origin: 'http://localhost:3000' }, ...init })
  return { fapi, post, port: Number(new URL(served.url).port) }
}

/** Sends raw bytes; gives what comes back until the connection closes. */
function raw(port: number, text: string, hangUp = false): Promise<string> {
  return new Promise((resolve) => {
    let received = ''
    const socket = connect(port, '127.0.0.1', () => {
      socket.write(text, () => hangUp && socket.destroy())
    })
    socket.on('data', (chunk) => {
      received += chunk
    })
    socket.on('error', () => {})
    socket.on('close', () => resolve(received))
  })
}

test('default: what the box does in memory it does over HTTP: methods, forms, headers', async () => {
  const { post, fapi } = await setup()
  const { token } = (await (await post('/v1/dev_browser')).json()) as { token: string }
  const body = new URLSearchParams({ identifier: 'alice@example.com', password: 'alice-password' })
  const signedIn = await post(`/v1/client/sign_ins?__clerk_db_jwt=${token}`, { body })
  expect(signedIn.headers.get('clerk-db-jwt')).toBe(token)
  expect(signedIn.headers.get('content-type')).toBe('application/json')
  expect((await post(`/v1/client?_method=DELETE&__clerk_db_jwt=${token}`, { body })).status).toBe(200)
  expect(fapi.log.entries.at(-1)).toMatchObject({ method: 'DELETE', status: 200 })
})

test('behavior: an empty Authorization goes in and out', async () => {
  const { post } = await setup()
  const headers = { authorization: '' }
  const made = await post('/v1/client?_is_native=1', { headers })
  const authorization = made.headers.get('authorization')!
  const gone = await post('/v1/client?_is_native=1&_method=DELETE', { headers: { authorization } })
  expect([gone.status, gone.headers.get('authorization')]).toEqual([200, ''])
})

test('behavior: a cut breaks the connection, and only that one', async () => {
  const { post, fapi } = await setup()
  fapi.fault({ cut: true, times: 1 })
  await expect(post('/v1/dev_browser')).rejects.toThrow(TypeError)
  expect((await post('/v1/dev_browser')).status).toBe(200)
})

test('behavior: a client that hangs up does no harm', async () => {
  const { post, port, fapi } = await setup()
  const head = 'POST /v1/dev_browser HTTP/1.1\r\nHost: localhost\r\nOrigin: http://localhost:3000\r\n'
  fapi.fault({ delay: 20, times: 1 })
  await raw(port, `${head}Content-Length: 0\r\n\r\n`, true)
  await raw(
    port,
    `${head}Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 100\r\n\r\na=`,
    true,
  )
  await raw(port, head, true)
  await new Promise((resolve) => setTimeout(resolve, 50))
  expect((await post('/v1/dev_browser')).status).toBe(200)
})

test('error: a body without end is refused, one with a malformed Host too', async () => {
  const { post, port } = await setup()
  const chunk = new Uint8Array(300_000)
  let chunks = 0
  const endless = new ReadableStream({
    pull(controller) {
      if (chunks++ < 100) controller.enqueue(chunk)
      else controller.close()
    },
  })
  const outcome = post('/v1/dev_browser', { body: endless, duplex: 'half' } as RequestInit)
  // The answer may come while the body is still being sent, which undici then reports as a broken connection.
  expect(
    await outcome.then(
      ({ status }) => status,
      () => 413,
    ),
  ).toBe(413)
  const answer = await raw(port, 'GET /v1/client HTTP/1.1\r\nHost: a b\r\nConnection: close\r\n\r\n')
  expect(answer).toMatch(/^HTTP\/1\.1 400 /)
  expect(answer).toContain('"code":"host_invalid"')
})
