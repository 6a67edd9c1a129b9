import { get } from 'node:http'
import type { AddressInfo } from 'node:net'
import { networkInterfaces } from 'node:os'
import { createServer, type ViteDevServer } from 'vite'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { inbox } from '../../examples/spa/components/inbox/plugin'
import { type ServedBox, startBox } from './stage'

let box: ServedBox
let vite: ViteDevServer
let port: number

beforeAll(async () => {
  box = await startBox({})
  // As `vite --host`.
  vite = await createServer({
    configFile: false,
    root: import.meta.dirname,
    logLevel: 'error',
    optimizeDeps: { noDiscovery: true },
    server: { host: '0.0.0.0', port: 0, strictPort: false, ws: false },
    plugins: [inbox(box.url, box.fapi.controlSecret)],
  })
  await vite.listen()
  port = (vite.httpServer!.address() as AddressInfo).port
})

afterAll(async () => {
  await vite?.close()
  await box?.stop()
})

const lan = Object.values(networkInterfaces())
  .flatMap((addresses = []) => addresses)
  .find(({ internal, family }) => !internal && family === 'IPv4')?.address

/** Asks as a browser does, which says where the request is from. */
function ask(host: string, headers: Record<string, string>) {
  return new Promise<{ status: number | undefined; body: string }>((resolve, reject) => {
    const sent = get({ host, port, path: '/inbox', headers }, async (response) => {
      let body = ''
      for await (const chunk of response) body += chunk
      resolve({ status: response.statusCode, body })
    })
    sent.on('error', reject)
  })
}

test('default: the demo’s own page is told what was sent', async () => {
  await fetch(`${box.url}/v1/client/sign_ups?_is_native=1`, {
    method: 'POST',
    headers: { authorization: '' },
    body: new URLSearchParams({ email_address: 'dora@example.org', strategy: 'email_code' }),
  })
  const { code } = await box.fapi.emails.waitFor({ to: 'dora@example.org' })
  const { status, body } = await ask('127.0.0.1', { 'sec-fetch-site': 'same-origin' })
  expect(status).toBe(200)
  expect(JSON.parse(body)).toMatchObject([{ to: 'dora@example.org', code }])
})

test.each<[string, Record<string, string>]>([
  ['another page of this machine', { 'sec-fetch-site': 'same-site', origin: 'http://localhost:9999' }],
  ['a page at its address', { 'sec-fetch-site': 'cross-site', origin: 'http://127.0.0.1:9999' }],
  ['a link, or what is typed', { 'sec-fetch-site': 'none' }],
  ['who does not say', {}],
])('error: not %s', async (_, headers) => {
  const { status, body } = await ask('127.0.0.1', headers)
  expect([status, body]).toEqual([403, expect.not.stringContaining('[')])
})

test.skipIf(!lan)('error: nor another machine', async () => {
  const { status } = await ask(lan!, { 'sec-fetch-site': 'same-origin' })
  expect(status).toBe(403)
})
