import { decodeJwt, decodeProtectedHeader } from 'jose'
import { describe, expect, test } from 'vitest'
import { createCaller, type TestCaller } from '../testCaller'

const target = 'http://localhost:3000/inbox?page=2#top'

function handshake(
  { call }: TestCaller,
  redirectUrl: string | undefined,
  query: Record<string, string> = {},
) {
  const given = redirectUrl === undefined ? query : { redirect_url: redirectUrl, ...query }
  return call('GET', '/v1/client/handshake', { query: given })
}

/** The cookies a handshake token sets, by name: the value of each and its attributes. */
function directives(token: string): Record<string, [value: string, attributes: string]> {
  const lines = decodeJwt<{ handshake: string[] }>(token).handshake
  return Object.fromEntries(
    lines.map((line) => {
      const [, name, value, attributes] = /^([^=]+)=([^;]*); (.*)$/.exec(line)!
      return [name!, [value!, attributes!]]
    }),
  )
}

describe('with a test key', () => {
  test('default: sends the browser back with both variants of every cookie in the URL', async () => {
    const caller = await createCaller()
    const client = (await caller.signIn('alice')).body.client!
    const { status, headers } = await handshake(caller, target)
    const location = new URL(headers.get('location')!)
    const token = location.searchParams.get('__clerk_handshake')!
    const cookies = directives(token)
    location.searchParams.delete('__clerk_handshake')

    expect(status).toBe(307)
    expect(location.href).toBe(target)
    expect(headers.get('cache-control')).toBe('no-store')
    expect(headers.get('referrer-policy')).toBe('no-referrer')
    expect(headers.getSetCookie()).toEqual([])
    expect(decodeProtectedHeader(token)).toMatchObject({ alg: 'RS256', cat: 'cl_B7d4PD111AAA', typ: 'JWT' })
    const suffix = 'nx2hSE6I'
    expect(Object.keys(cookies)).toEqual([
      '__clerk_db_jwt',
      `__clerk_db_jwt_${suffix}`,
      '__client_uat',
      `__client_uat_${suffix}`,
      '__session',
      `__session_${suffix}`,
    ])
    for (const name of ['__clerk_db_jwt', '__client_uat', '__session'])
      expect(cookies[`${name}_${suffix}`]).toEqual(cookies[name])
    expect(cookies.__clerk_db_jwt?.[0]).toBe(caller.credentials.devBrowser)
    expect(cookies.__client_uat?.[0]).toBe(String(Math.floor(client.updated_at / 1000)))
    expect(decodeJwt(cookies.__session![0])).toMatchObject({
      sid: client.last_active_session_id,
      azp: 'http://localhost:3000',
    })
    expect(cookies.__session?.[1]).toBe('Path=/; Max-Age=31536000; SameSite=Lax')
  })

  test('behavior: on a first visit it makes a dev browser, and nobody is signed in', async () => {
    const { fapi } = await createCaller()
    const answer = await fapi.fetch(
      new Request(`http://localhost:4400/v1/client/handshake?redirect_url=${target}`),
    )
    const token = new URL(answer.headers.get('location')!).searchParams.get('__clerk_handshake')!
    const cookies = directives(token)
    expect(cookies.__clerk_db_jwt?.[0]).toBe(fapi.devBrowsers.at(-1)?.token)
    expect(fapi.devBrowsers).toHaveLength(2)
    expect(cookies.__client_uat?.[0]).toBe('0')
    expect(cookies.__session).toEqual([
      '',
      'Path=/; Max-Age=0; Expires=Thu, 01 Jan 1970 00:00:00 GMT; SameSite=Lax',
    ])
  })
})

describe('with a live key', () => {
  test('default: the list travels in a cookie, which it takes away itself', async () => {
    const caller = await createCaller({ keyType: 'live' })
    await caller.signIn('alice')
    const { status, headers } = await handshake(caller, target)
    const [line = ''] = headers.getSetCookie()
    const cookies = directives(/^__clerk_handshake=([^;]+)/.exec(line)![1]!)
    expect(status).toBe(307)
    expect(headers.get('location')).toBe(target)
    expect(line).toMatch(/; Path=\/; Max-Age=60; HttpOnly; SameSite=Lax$/)
    expect(cookies.__clerk_handshake?.[1]).toContain('Max-Age=0')
    expect(cookies.__clerk_db_jwt).toBeUndefined()
    expect(decodeJwt(cookies.__session![0]).sub).toBe(caller.fapi.users[0]?.id)
  })

  test('behavior: what a server refreshes an expired token with comes along, for no script, till the sign-out', async () => {
    const caller = await createCaller({ keyType: 'live' })
    const { client } = (await caller.signIn('alice')).body
    const refresh = async () => {
      const { headers } = await handshake(caller, 'https://frontdesk.example/')
      const cookies = directives(/^__clerk_handshake=([^;]+)/.exec(headers.getSetCookie()[0]!)![1]!)
      return Object.entries(cookies).filter(([name]) => name.startsWith('__refresh'))
    }
    const [[name, [value, attributes] = []] = []] = await refresh()
    expect(name).toMatch(/^__refresh_[\w-]{8}$/)
    expect(value).toMatch(/^\w{32}$/)
    expect(attributes).toBe('Path=/; Max-Age=31536000; HttpOnly; Secure; SameSite=Lax')
    expect(await refresh()).toEqual([[name, [value, attributes]]])
    expect(JSON.stringify([caller.fapi.sessions, caller.fapi.clients])).not.toContain(value)
    caller.fapi.revokeSession(client!.sessions[0]!.id)
    expect(await refresh()).toEqual([[name, ['', expect.stringMatching(/Max-Age=0/)]]])
    await caller.signIn('bob')
    expect((await refresh())[0]?.[1][0]).not.toBe(value)
  })
})

describe('format=nonce', () => {
  const nonce = { format: 'nonce' }

  test('default: in development the URL carries a nonce instead of the list, however short the list', async () => {
    const caller = await createCaller()
    const location = new URL((await handshake(caller, target, nonce)).headers.get('location')!)
    expect(location.searchParams.get('__clerk_handshake_nonce')).toMatch(/^\w{32}$/)
    expect(location.searchParams.has('__clerk_handshake')).toBe(false)
  })

  test('behavior: in production the nonce travels in a cookie of one minute', async () => {
    const caller = await createCaller({ keyType: 'live' })
    await caller.signIn('alice')
    const { headers } = await handshake(caller, target, nonce)
    expect(headers.get('location')).toBe(target)
    expect(headers.getSetCookie()).toEqual([
      expect.stringMatching(/^__clerk_handshake_nonce=\w{32}; Path=\/; Max-Age=60; HttpOnly; SameSite=Lax$/),
    ])
  })

  test('behavior: what an earlier try left in the URL does not win over the new one', async () => {
    const caller = await createCaller()
    const stale = `${target.replace('#top', '')}&__clerk_handshake_nonce=old&__clerk_handshake=old#top`
    const location = new URL((await handshake(caller, stale)).headers.get('location')!)
    expect(location.searchParams.has('__clerk_handshake_nonce')).toBe(false)
    expect(location.searchParams.getAll('__clerk_handshake')).toEqual([expect.stringMatching(/^ey/)])
    expect(location.hash).toBe('#top')
  })
})

describe('organization_id', () => {
  /** What the session token says of the organization after a handshake. */
  async function tokenAfter(caller: TestCaller, query: Record<string, string>) {
    const { headers } = await handshake(caller, target, query)
    const cookies = directives(new URL(headers.get('location')!).searchParams.get('__clerk_handshake')!)
    const claims = decodeJwt<{ o?: { slg: string } }>(cookies.__session![0])
    // An app server refuses a token that is older than the last change of who is there.
    expect(claims.iat).toBeGreaterThanOrEqual(Number(cookies.__client_uat?.[0]))
    return claims.o?.slg
  }

  test('default: a slug or an id switches the session, nothing at all leaves it, an empty one is the user alone', async () => {
    const caller = await createCaller()
    await caller.signIn('alice')
    const { id } = caller.fapi.organizations[0]!
    expect(await tokenAfter(caller, {})).toBeUndefined()
    expect(await tokenAfter(caller, { organization_id: 'acme' })).toBe('acme')
    expect(await tokenAfter(caller, {})).toBe('acme')
    expect(await tokenAfter(caller, { organization_id: '' })).toBeUndefined()
    expect(await tokenAfter(caller, { organization_id: id })).toBe('acme')
    const { response } = (await caller.call('GET', '/v1/client')).body
    expect(response.sessions[0]).toMatchObject({ last_active_organization_id: id })
  })

  test('behavior: one that the user does not belong to changes nothing', async () => {
    const caller = await createCaller()
    await caller.signIn('alice')
    await tokenAfter(caller, { organization_id: 'acme' })
    expect(await tokenAfter(caller, { organization_id: 'unknown' })).toBe('acme')
    const bob = await createCaller()
    await bob.signIn('bob')
    expect(await tokenAfter(bob, { organization_id: 'acme' })).toBeUndefined()
  })

  test('behavior: with nobody signed in it is of no account', async () => {
    const caller = await createCaller()
    expect((await handshake(caller, target, { organization_id: 'acme' })).status).toBe(307)
  })
})

describe('a satellite', () => {
  const options = {
    keyType: 'live' as const,
    origins: ['https://app.satellite.example', 'http://localhost:3000'],
  }
  const url = 'https://app.satellite.example/x'

  test('behavior: gets the list in the URL, since no cookie of this site reaches it', async () => {
    const caller = await createCaller(options)
    await caller.signIn('alice')
    const query = { satellite_fapi: 'clerk.satellite.example', format: 'nonce' }
    const { status, headers } = await handshake(caller, url, query)
    const location = new URL(headers.get('location')!)
    const cookies = directives(location.searchParams.get('__clerk_handshake')!)
    expect([status, location.hostname]).toEqual([307, 'app.satellite.example'])
    expect(headers.getSetCookie()).toEqual([])
    expect(cookies.__session?.[1]).toContain('; Secure')
    expect(cookies.__client_uat?.[1]).not.toContain('Domain')
  })

  test.each([
    'clerk.other.example',
    'clerk.example',
    'clerk.',
    'atellite.example',
    'https://clerk.satellite.example',
  ])('error: 404 when the app is not of %s', async (satellite_fapi) => {
    const caller = await createCaller({ ...options, origins: [...options.origins, 'https://myexample'] })
    const answer = await handshake(caller, satellite_fapi === 'clerk.example' ? 'https://myexample/' : url, {
      satellite_fapi,
    })
    expect(answer).toMatchObject({ status: 404, code: 'resource_not_found' })
  })
})

test('behavior: a session in the query is anybody’s and says nothing', async () => {
  const alice = await createCaller({ keyType: 'live' })
  const token = (await alice.signIn('alice')).body.client!.sessions[0]!.last_active_token!.jwt
  const nobody = await createCaller({ fapi: alice.fapi })
  const { headers } = await handshake(nobody, target, { __session: token })
  const cookies = directives(/^__clerk_handshake=([^;]+)/.exec(headers.getSetCookie()[0]!)![1]!)
  expect(cookies.__session?.[0]).toBe('')
})

describe('redirect_url', () => {
  test.each([
    ['nothing', undefined],
    ['an empty text', ''],
    ['a path', '/inbox'],
    ['no scheme', '//localhost:3000/'],
    ['another scheme', 'javascript:alert(1)'],
    ['data', 'data:text/html,x'],
    ['no slashes', 'http:localhost:3000'],
    ['three slashes', 'http:///localhost:3000'],
    ['a user', 'http://localhost:3000@evil.example/'],
    ['an empty user', 'http://@localhost:3000/'],
    ['a password', 'http://a:b@localhost:3000/'],
    ['a backslash', 'http://localhost:3000\\@evil.example/'],
    ['a backslash for a slash', 'http:/\\localhost:3000/'],
    ['a line break', 'http://localhost:3000/\r\nSet-Cookie: a=b'],
    ['a tab', 'http://local\thost:3000/'],
    ['an encoded URL', encodeURIComponent('http://localhost:3000/')],
    ['no host', 'http://'],
    ['a NUL byte', 'http://localhost:3000/\0'],
    ['a C1 control', 'http://localhost:3000/\x85'],
    ['a blank before', ' http://localhost:3000/'],
    ['a port that is none', 'http://localhost:99999/'],
    ['a backslash before the user', 'http://evil.example\\@localhost:3000/'],
    ['an encoded at sign', 'http://localhost:3000%40evil.example/'],
    ['an encoded slash in the host', 'http://localhost%2f.evil.example/'],
    ['vbscript', 'vbscript:msgbox(1)'],
    ['a file', 'file:///etc/passwd'],
    ['a blob', 'blob:http://localhost:3000/x'],
    ['an unclosed bracket', 'http://[::1/'],
  ])('error: 422 invalid_redirect_url for %s', async (_, url) => {
    const caller = await createCaller()
    expect(await handshake(caller, url)).toMatchObject({ status: 422, code: 'invalid_redirect_url' })
  })

  test.each([
    'http://evil.example/',
    'https://localhost.evil.example/',
    'http://localhost%2eevil.example/',
    'http://localhost.:3000/',
    'http://127.0.0.1.evil.example/',
    'http://127.evil.example/',
    'http://[::2]/',
    'http://0.0.0.0:3000/',
    // The Cyrillic o and a full-width letter, a soft hyphen.
    'http://l\u043ecalhost:3000/',
    'http://xn--lcalhost-bmf:3000/',
    'http://localhost\u3002evil.example/',
    'http://localhost;evil.example/',
    'http://localhost,evil.example/',
  ])('error: 422 redirect_url_domain_mismatch for %s', async (url) => {
    const caller = await createCaller()
    const answer = await handshake(caller, url)
    expect(answer).toMatchObject({ status: 422, code: 'redirect_url_domain_mismatch' })
    expect(answer.headers.has('location')).toBe(false)
  })

  test.each(['http://127.8.9.1/', 'https://app.localhost:8443/a', 'http://[::1]:3000/', 'HTTP://LOCALHOST/'])(
    'default: %s is of this machine',
    async (url) => {
      const caller = await createCaller()
      expect((await handshake(caller, url)).status).toBe(307)
    },
  )

  test('parameters: with origins exactly those are served', async () => {
    const caller = await createCaller({ origins: ['https://app.example', 'http://localhost:3000'] })
    expect((await handshake(caller, 'https://app.example/x')).status).toBe(307)
    expect((await handshake(caller, 'http://app.example/x')).status).toBe(422)
    expect((await handshake(caller, 'https://app.example:444/x')).status).toBe(422)
    expect((await handshake(caller, 'https://sub.app.example/x')).status).toBe(422)
  })

  test.each(['test', 'live'] as const)(
    'behavior: with a %s key what else the URL says stays to the letter',
    async (keyType) => {
      const caller = await createCaller({ keyType })
      const own = 'http://localhost:3000/a%20b/?flag&a=%20b+c&b=1,2&&__frontdesk=1.2.x-y.z_&c=%C3%A4&c='
      const old = '&__clerk_handshake=old&__clerk%5Fhandshake_nonce=old&__clerk_handshake_more=kept'
      const { headers } = await handshake(caller, `${own}${old}#top`)
      const added = /&__clerk_handshake=ey[^&#]*/
      const location = headers.get('location')!
      expect(added.test(location)).toBe(keyType === 'test')
      expect(location.replace(added, '')).toBe(`${own}&__clerk_handshake_more=kept#top`)
      const bare = (await handshake(caller, 'http://localhost:3000/#top')).headers.get('location')!
      expect(bare.replace(/\?__clerk_handshake=ey[^&#]*/, '')).toBe('http://localhost:3000/#top')
    },
  )

  test('behavior: what the SDK split at a comma is one URL again', async () => {
    const caller = await createCaller()
    const query = `redirect_url=${encodeURIComponent('http://localhost:3000/a?x=1')}&redirect_url=2`
    const { headers } = await caller.call('GET', `/v1/client/handshake?${query}`)
    expect(headers.get('location')).toMatch(/^http:\/\/localhost:3000\/a\?x=1,2&__clerk_handshake=/)
  })
})

test('error: 400 for an unknown format; 405 for another method; 400 for a page of another origin', async () => {
  const caller = await createCaller()
  expect(await handshake(caller, target, { format: 'xml' })).toMatchObject({
    status: 400,
    code: 'invalid_handshake',
  })
  expect((await caller.call('POST', '/v1/client/handshake')).status).toBe(405)
  const foreign = await caller.call('GET', '/v1/client/handshake', {
    query: { redirect_url: target },
    headers: { origin: 'https://evil.example' },
  })
  expect(foreign).toMatchObject({ status: 400, code: 'origin_invalid' })
})

test.each([
  { 'sec-fetch-dest': 'image', 'sec-fetch-mode': 'no-cors' },
  { 'sec-fetch-dest': 'script' },
  { 'sec-fetch-dest': 'empty', 'sec-fetch-mode': 'no-cors' },
  { 'sec-fetch-dest': 'style' },
])('attack: what asks with %j for a handshake, by the thousand, brings no dev browsers', async (headers) => {
  const { fapi } = await createCaller()
  const url = `http://localhost:4400/v1/client/handshake?redirect_url=${encodeURIComponent(target)}`
  const before = fapi.devBrowsers.length
  expect((await fapi.fetch(new Request(url, { headers: headers as Record<string, string> }))).status).toBe(
    403,
  )
  expect(fapi.devBrowsers).toHaveLength(before)
})
