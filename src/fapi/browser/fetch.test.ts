import { describe, expect, test } from 'vitest'
import { browserFetch, type FetchContext } from './fetch'
import { createJar } from './jar'
import type { Credentials } from './network'

const fapi = 'https://fapi.example/v1/client'
const sameSite = 'http://localhost:4400/v1/client'

/** A browser whose network answers the same to everything, and tells what was asked. */
function setup(options: Partial<FetchContext> = {}, headers: Record<string, string> = {}) {
  const asked: { request: Request; credentials: Credentials }[] = []
  const context: FetchContext = {
    jar: createJar(false),
    page: new URL('http://localhost:3000/'),
    isOnline: () => true,
    native: false,
    async network(request, credentials) {
      asked.push({ request, credentials })
      credentials.setCookie('given=1; Path=/')
      const cors = {
        'access-control-allow-origin': 'http://localhost:3000',
        'access-control-allow-credentials': 'true',
      }
      return new Response('{}', { headers: { ...cors, 'set-cookie': 'given=1', ...headers } })
    },
    ...options,
  }
  context.jar.store(new URL(fapi), 'held=1; Path=/')
  const send = (url: string, init: RequestInit = {}) => browserFetch(context, url, init)
  return { context, send, last: () => asked.at(-1)! }
}

describe('cookies', () => {
  test.each([
    ['include', sameSite, true],
    ['include', fapi, false],
    ['omit', sameSite, false],
    ['same-origin', fapi, false],
    ['omit', fapi, false],
    [undefined, fapi, false],
    [undefined, '/v1/client', true],
    ['omit', '/v1/client', false],
  ] as const)(
    'parameters: with credentials %s to %s they go along and are kept: %s',
    async (credentials, url, expected) => {
      const { context, send, last } = setup()
      context.jar.store(context.page, 'held=1; Path=/')
      await send(url, credentials ? { credentials } : {})
      expect(last().credentials.cookie).toBe(expected ? 'held=1' : undefined)
      expect(context.jar.all.some(({ name }) => name === 'given')).toBe(expected)
    },
  )

  test('behavior: a native app has none, nor an origin', async () => {
    const { context, send, last } = setup({ native: true })
    const { headers } = await send(fapi, { credentials: 'include' })
    expect(last().credentials).toMatchObject({ cookie: undefined, origin: undefined })
    expect(context.jar.all.map(({ name }) => name)).toEqual(['held'])
    expect(headers.has('set-cookie')).toBe(false)
  })
})

test.each([
  ['GET', fapi, 'http://localhost:3000', 'cross-site'],
  ['POST', fapi, 'http://localhost:3000', 'cross-site'],
  ['GET', sameSite, 'http://localhost:3000', 'same-site'],
  ['GET', '/v1/client', undefined, 'same-origin'],
  ['POST', '/v1/client', 'http://localhost:3000', 'same-origin'],
])('behavior: %s %s carries the origin %s and is %s', async (method, url, origin, fetchSite) => {
  const { send, last } = setup()
  await send(url, { method })
  expect(last().credentials).toMatchObject({ origin, fetchSite })
})

test('behavior: a script’s own Cookie, Origin and Sec- headers are dropped, others kept', async () => {
  const { send, last } = setup()
  const forbidden = {
    Cookie: 'a=b',
    Origin: 'https://x.example',
    'Sec-Fetch-Mode': 'navigate',
    Host: 'x',
    Referer: 'https://x.example',
  }
  await send(fapi, { headers: { ...forbidden, Authorization: '' } })
  expect([...last().request.headers.keys()]).toEqual(['authorization'])
})

test.each([
  [{ 'access-control-allow-origin': 'https://other.example' }, 'omit', false],
  [{ 'access-control-allow-origin': '*' }, 'include', false],
  [{ 'access-control-allow-origin': '*' }, 'omit', true],
  [{ 'access-control-allow-credentials': 'false' }, 'include', false],
] as const)(
  'error: with %o and credentials %s a page may read: %s',
  async (headers, credentials, readable) => {
    const { send } = setup({}, headers)
    const outcome = send(fapi, { credentials }).then(
      () => true,
      (error) => !(error instanceof TypeError),
    )
    expect(await outcome).toBe(readable)
  },
)
