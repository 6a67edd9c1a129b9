import { describe, expect, test } from 'vitest'
import { createBrowser, createFapi, type FapiOptions } from '../../fapi'
import { sharedKey } from '../testCaller'
import type { BrowserOptions } from './createBrowser'

const base = 'https://foo-bar-13.clerk.accounts.dev/v1'
const live = 'https://clerk.frontdesk.example/v1'

async function setup(options: Partial<BrowserOptions> = {}, box: FapiOptions = {}) {
  const fapi = options.fapi ?? createFapi({ signingKey: await sharedKey(), ...box })
  const browser = createBrowser({ fapi, ...options })
  const tab = browser.openTab()
  const send = (url: string, init: RequestInit = {}) =>
    tab.ambient.fetch(url, { credentials: 'include', ...init })
  return { fapi, browser, tab, send }
}

describe('the wire', () => {
  test('default: a page signs in and is known by its dev browser', async () => {
    const { send, fapi } = await setup()
    const response = await send(`${base}/dev_browser`, { method: 'POST' })
    const token = response.headers.get('clerk-db-jwt')
    const body = new URLSearchParams({ identifier: 'alice@example.com', password: 'alice-password' })
    const signedIn = await send(`${base}/client/sign_ins?__clerk_db_jwt=${token}`, { method: 'POST', body })
    expect(signedIn.status).toBe(200)
    expect(signedIn.url).toContain('/client/sign_ins')
    expect(fapi.sessions).toHaveLength(1)
  })

  test('behavior: with a live key the client’s cookie is kept, and hidden from the page', async () => {
    const { send, browser, tab } = await setup({}, { keyType: 'live' })
    const response = await send(`${live}/client`, { method: 'POST' })
    const { response: client } = (await response.json()) as { response: { id: string } }
    expect(await (await send(`${live}/client`)).json()).toMatchObject({ response: { id: client.id } })
    expect(browser.cookies).toMatchObject([
      { name: '__client', domain: 'clerk.frontdesk.example', httpOnly: true, secure: true },
    ])
    expect(tab.ambient.cookies.cookie).toBe('')
    expect(response.headers.get('set-cookie')).toBeNull()
    const without = await tab.ambient.fetch(`${live}/client`, {})
    expect(await without.json()).toMatchObject({ response: null })
    browser.clearCookies()
    expect(await (await send(`${live}/client`)).json()).toMatchObject({ response: null })
  })

  test('behavior: of an app on the same site the page sees __client_uat', async () => {
    const { send, tab } = await setup({ url: 'https://www.frontdesk.example/' }, { keyType: 'live' })
    const body = new URLSearchParams({ identifier: 'alice@example.com', password: 'alice-password' })
    await send(`${live}/client/sign_ins`, { method: 'POST', body })
    expect(tab.ambient.cookies.cookie).toMatch(/^__client_uat=\d{10}; __client_uat_[\w-]{8}=\d{10}$/)
  })

  test('behavior: of an app on another site a live key’s client is not kept, as in a real browser', async () => {
    const { send, browser } = await setup({ url: 'http://localhost:3000/' }, { keyType: 'live' })
    expect((await send(`${live}/client`, { method: 'POST' })).status).toBe(200)
    expect(browser.cookies).toEqual([])
    expect(await (await send(`${live}/client`)).json()).toMatchObject({ response: null })
  })

  test('behavior: through a proxy on the app’s site it is', async () => {
    const fapiUrl = 'http://localhost:4400'
    const { send } = await setup({ url: 'http://localhost:3000/', fapiUrl }, { keyType: 'live' })
    await send(`${fapiUrl}/v1/client`, { method: 'POST' })
    const { response } = (await (await send(`${fapiUrl}/v1/client`)).json()) as { response: { id: string } }
    expect(response.id).toMatch(/^client_/)
  })

  test('behavior: a script cannot pretend to be elsewhere', async () => {
    const { send, fapi } = await setup({ url: 'https://evil.example/' })
    const { devBrowser } = await fapi.seedClient()
    const headers = { origin: 'http://localhost:3000', cookie: `__clerk_db_jwt=${devBrowser}` }
    const response = await send(`${base}/client`, { headers })
    expect(await response.json()).toMatchObject({ errors: [{ code: 'origin_invalid' }] })
  })

  test('parameters: fapiUrl is a proxy, on a port or on a path of the app', async () => {
    const port = await setup({ fapiUrl: 'http://localhost:4400' })
    expect((await port.send('http://localhost:4400/v1/dev_browser', { method: 'POST' })).status).toBe(200)
    const path = await setup({ fapiUrl: '/__clerk' })
    const { devBrowser } = await path.fapi.seedClient()
    expect(
      (await path.send('/__clerk/v1/dev_browser', { method: 'POST', body: new URLSearchParams({ a: 'b' }) }))
        .status,
    ).toBe(200)
    expect((await path.send(`/__clerk/v1/client?__clerk_db_jwt=${devBrowser}`)).status).toBe(200)
    expect(path.fapi.log.entries.at(-1)).toMatchObject({ path: '/v1/client' })
  })

  test('parameters: native sends no Origin and keeps no cookies', async () => {
    const { send, browser, fapi } = await setup({ native: true }, { keyType: 'live' })
    const { clientId, clientToken } = await fapi.seedClient()
    const known = await send(`${live}/client?_is_native=1`, { headers: { authorization: clientToken } })
    expect(await known.json()).toMatchObject({ response: { id: clientId } })
    const made = await send(`${live}/client?_is_native=1`, { method: 'POST', headers: { authorization: '' } })
    expect(made.headers.get('authorization')).toMatch(/^ey/)
    expect(browser.cookies).toEqual([])
  })

  test.each(['test', 'live'] as const)(
    'parameters: client is the one a browser with a %s key holds',
    async (keyType) => {
      const fapi = createFapi({ keyType })
      const client = await fapi.seedClient({ users: ['alice@example.com'] })
      const { send, tab } = await setup({ fapi, client })
      const [, token] = /__clerk_db_jwt=(\w+)/.exec(tab.ambient.cookies.cookie) ?? []
      const url = token ? `${base}/client?__clerk_db_jwt=${token}` : `${live}/client`
      expect(await (await send(url)).json()).toMatchObject({ response: { id: client.clientId } })
    },
  )

  test('parameters: client leaves what an earlier visit would have, under both names', async () => {
    const names = async (keyType: 'test' | 'live', users: string[]) => {
      const fapi = createFapi({ keyType, signingKey: await sharedKey() })
      const client = await fapi.seedClient({ users })
      const { cookies } = createBrowser({ fapi, client })
      const { updatedAt } = fapi.clients[0]!
      const values: Record<string, string | null> = {
        [client.devBrowser!]: 'dev browser',
        [client.clientToken]: 'token',
        [Math.floor(updatedAt / 1000)]: 'uat',
      }
      return cookies.map(({ name, value, domain, hostOnly }) => [
        name,
        values[value],
        hostOnly ? domain : `.${domain}`,
      ])
    }
    expect(await names('test', ['alice@example.com'])).toEqual([
      ['__clerk_db_jwt', 'dev browser', 'localhost'],
      ['__clerk_db_jwt_nx2hSE6I', 'dev browser', 'localhost'],
    ])
    const client = ['__client', 'token', 'clerk.frontdesk.example']
    expect(await names('live', ['alice@example.com'])).toEqual([
      client,
      ['__client_uat', 'uat', '.frontdesk.example'],
      [expect.stringMatching(/^__client_uat_[\w-]{8}$/), 'uat', '.frontdesk.example'],
    ])
    expect(await names('live', [])).toEqual([client])
  })

  test('parameters: blockCookies keeps nothing', async () => {
    const { send, browser, tab } = await setup({ blockCookies: true }, { keyType: 'live' })
    await send(`${live}/client`, { method: 'POST' })
    tab.ambient.cookies.cookie = 'a=1'
    expect(browser.cookies).toEqual([])
  })
})

describe('what fails', () => {
  test('error: there is no other network', async () => {
    const { send } = await setup()
    await expect(send('https://example.com/')).rejects.toThrow(TypeError)
    await expect(send('http://foo-bar-13.clerk.accounts.dev/v1/client')).rejects.toThrow(TypeError)
    await expect(send('http://[')).rejects.toThrow(TypeError)
  })

  test('error: offline, before and while under way', async () => {
    const { send, tab, fapi } = await setup()
    tab.goOffline()
    await expect(send(`${base}/environment`)).rejects.toThrow('offline')
    expect(fapi.log.entries).toEqual([])
    tab.goOnline()
    const sent = send(`${base}/dev_browser`, { method: 'POST' })
    tab.goOffline()
    await expect(sent).rejects.toThrow(TypeError)
  })

  test('error: an aborted request, before and while under way', async () => {
    const { send, fapi } = await setup()
    const aborted = AbortSignal.abort(new Error('before'))
    await expect(send(`${base}/dev_browser`, { method: 'POST', signal: aborted })).rejects.toThrow('before')
    expect(fapi.log.entries).toEqual([])
    const stop = new AbortController()
    fapi.fault({ delay: 1e6 })
    const sent = send(`${base}/dev_browser`, { method: 'POST', signal: stop.signal })
    stop.abort(new Error('while'))
    await expect(sent).rejects.toThrow('while')
  })

  test('error: a cut connection', async () => {
    const { send, fapi } = await setup()
    fapi.fault({ cut: true })
    await expect(send(`${base}/client`)).rejects.toThrow(TypeError)
  })
})

describe('redirects', () => {
  const redirect = (fapi: ReturnType<typeof createFapi>, location: string, status = 307) =>
    fapi.fault({ path: '/v1/client', status, headers: { location }, times: 1 })

  test('default: are followed, and the last address is told', async () => {
    const { send, fapi } = await setup()
    const { devBrowser } = await fapi.seedClient()
    redirect(fapi, `/v1/environment?__clerk_db_jwt=${devBrowser}`)
    const response = await send(`${base}/client`)
    expect(response).toMatchObject({
      status: 200,
      redirected: true,
      url: `${base}/environment?__clerk_db_jwt=${devBrowser}`,
    })
  })

  test.each([
    [307, 'POST'],
    [303, 'GET'],
    [302, 'GET'],
  ])('behavior: after %d a POST goes on as %s', async (status, method) => {
    const { send, fapi } = await setup()
    redirect(fapi, '/v1/other', status)
    await send(`${base}/client`, { method: 'POST', body: new URLSearchParams({ a: 'b' }) })
    expect(fapi.log.entries.at(-1)).toMatchObject({ path: '/v1/other', method })
  })

  test('parameters: redirect manual shows that there was one, error rejects', async () => {
    const { send, fapi } = await setup()
    redirect(fapi, '/v1/other')
    expect(await send(`${base}/client`, { redirect: 'manual' })).toMatchObject({
      type: 'opaqueredirect',
      status: 0,
    })
    redirect(fapi, '/v1/other')
    await expect(send(`${base}/client`, { redirect: 'error' })).rejects.toThrow(TypeError)
    fapi.fault({ status: 307, headers: { location: '/v1/client' } })
    await expect(send(`${base}/client`)).rejects.toThrow('too many redirects')
  })

  test('parameters: elsewhere answers for other hosts, which CORS guards too', async () => {
    const open = {
      'access-control-allow-origin': 'http://localhost:3000',
      'access-control-allow-credentials': 'true',
    }
    const elsewhere = ({ url }: Request) =>
      new Response('hello', { headers: url.endsWith('/open') ? open : {} })
    const { send, fapi } = await setup({ elsewhere })
    redirect(fapi, 'https://example.com/open')
    const response = await send(`${base}/client`)
    expect([await response.text(), response.url]).toEqual(['hello', 'https://example.com/open'])
    await expect(send('https://example.com/closed')).rejects.toThrow('CORS')
  })
})

test('behavior: a page reads only the headers that CORS exposes', async () => {
  const { send, fapi } = await setup()
  fapi.fault({ retryAfter: 3, headers: { 'x-hidden': '1' } })
  const { headers } = await send(`${base}/client`)
  expect([headers.get('retry-after'), headers.get('x-hidden')]).toEqual(['3', null])
})

test('behavior: tabs may show other addresses; browsers share nothing', async () => {
  const { browser, fapi } = await setup()
  expect(browser.openTab({ url: '/inbox' }).ambient.page.url()).toBe('http://localhost:3000/inbox')
  const other = createBrowser({ fapi })
  browser.openTab().ambient.cookies.cookie = 'a=1'
  expect(other.cookies).toEqual([])
  expect(() => createBrowser({ fapi, url: 'nowhere' })).toThrow(TypeError)
  const live = createBrowser({ fapi: createFapi({ keyType: 'live' }) })
  expect(live.openTab().ambient.page.url()).toBe('https://frontdesk.example/')
})
