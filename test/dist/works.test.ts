import { QueryClient } from '@tanstack/react-query'
import { createFrontdesk, createSignIn, getToken, signOutAll } from 'frontdesk/core'
import { createBrowser, createFapi, defaultUsers } from 'frontdesk/fapi'
import { createFrontdeskServer } from 'frontdesk/server'
import { expect, onTestFinished, test, vi } from 'vitest'

test('behavior: the built client signs in and out at the built box, in all tabs', async () => {
  const fapi = createFapi()
  const browser = createBrowser({ fapi })
  const open = () => {
    const { ambient } = browser.openTab()
    const frontdesk = createFrontdesk({
      publishableKey: fapi.publishableKey,
      queryClient: new QueryClient(),
      ambient,
    })
    frontdesk.mount()
    onTestFinished(() => frontdesk.unmount())
    return frontdesk
  }
  const [here, there] = [open(), open()]
  const [{ identifier, password }] = defaultUsers as [(typeof defaultUsers)[number]]

  await createSignIn(here, { identifier, password })
  expect(here.state.session.status).toBe('signed-in')
  expect(await getToken(here)).toEqual(expect.any(String))
  await vi.waitUntil(() => there.state.session.status === 'signed-in')

  expect(await signOutAll(here)).toEqual({ serverConfirmed: true })
  expect(here.state.session.status).toBe('signed-out')
  await vi.waitUntil(() => there.state.session.status === 'signed-out')
})

test('behavior: the built client finds the token that came with it', async () => {
  const fapi = createFapi()
  const browser = createBrowser({ fapi })
  const { ambient } = browser.openTab()
  const paths: string[] = []
  const frontdesk = createFrontdesk({
    publishableKey: fapi.publishableKey,
    queryClient: new QueryClient(),
    ambient: {
      ...ambient,
      fetch(url, init) {
        paths.push(new URL(url).pathname)
        return ambient.fetch(url, init)
      },
    },
  })
  frontdesk.mount()
  onTestFinished(() => frontdesk.unmount())
  const [{ identifier, password }] = defaultUsers as [(typeof defaultUsers)[number]]
  await createSignIn(frontdesk, { identifier, password })
  expect(await getToken(frontdesk)).toEqual(expect.any(String))
  expect(paths.filter((path) => path.endsWith('/tokens'))).toEqual([])
})

test('behavior: the built server sends the built box’s visitors round, renews their tokens, and speaks Clerk’s names', async () => {
  const fapi = createFapi({ keyType: 'live' })
  const asked: { url: URL; body: string }[] = []
  let isRenewed = false
  const server = createFrontdeskServer({
    publishableKey: fapi.publishableKey,
    secretKey: fapi.secretKey,
    origins: ['https://frontdesk.example'],
    onVerdict: () => {},
    async fetch(request) {
      asked.push({ url: new URL(request.url), body: await request.clone().text() })
      if (!isRenewed || !request.url.includes('/sessions/')) return fapi.fetch(request)
      return Response.json(request.url.includes('/tokens/') ? { jwt: 'made' } : { cookies: renewed })
    },
  })
  const client = await fapi.seedClient({ users: ['alice@example.com'] })
  const jar = new Map([['__client_uat', '1']])
  const go = async (url: string, headers: Record<string, string> = {}) => {
    const cookie = [...jar].map((pair) => pair.join('=')).join('; ')
    const request = new Request(url, { headers: { accept: 'text/html', cookie, ...headers } })
    const response = url.includes('clerk.')
      ? await fapi.fetch(request)
      : await server.handle(request, async ({ auth }) =>
          Response.json([
            auth.status,
            isRenewed && (await auth.getToken?.({ template: 'a', expiresInSeconds: 9 })),
          ]),
        )
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      if (value) jar.set(name, value)
      else jar.delete(name)
    }
    return response
  }
  const toFapi = (await go('https://frontdesk.example/')).headers.get('location')!
  const back = (await go(toFapi, { cookie: `__client=${client.clientToken}` })).headers.get('location')!
  expect(await (await go(back)).json()).toEqual(['signed-in', false])
  expect(asked.map(({ url }) => url.pathname)).toEqual(['/v1/clients/handshake_payload', '/v1/jwks'])

  const [suffix] = [...jar.keys()].flatMap((name) => /^__session_(.+)/.exec(name)?.[1] ?? [])
  const renewed = [`__session_${suffix}=${jar.get('__session')}; Path=/`]
  // The token runs out, and the Backend API renews it.
  vi.useFakeTimers({ toFake: ['Date'] })
  onTestFinished(() => void vi.useRealTimers())
  vi.setSystemTime(Date.now() + 90_000)
  jar.set(`__refresh_${suffix}`, 'secret')
  isRenewed = true
  await go('https://frontdesk.example/')
  const { url, body } = asked.at(-1)!
  expect([url.pathname, url.searchParams.get('suffixed_cookies')]).toEqual([
    `/v1/sessions/${client.sessionIds[0]}/refresh`,
    'true',
  ])
  expect(Object.keys(JSON.parse(body)).sort()).toEqual([
    'expired_token',
    'format',
    'refresh_token',
    'request_headers',
    'request_origin',
  ])
  vi.setSystemTime(Date.now() - 90_000)
  expect(await (await go('https://frontdesk.example/')).json()).toEqual(['signed-in', 'made'])
  expect(asked.at(-1)?.body).toBe('{"expires_in_seconds":9}')
})
