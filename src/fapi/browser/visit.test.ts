import { afterEach, describe, expect, test, vi } from 'vitest'
import { type AppServer, createBrowser, createFapi, type FapiOptions, type VisitOptions } from '../../fapi'
import { sharedKey } from '../testCaller'
import type { BrowserOptions } from './createBrowser'

const app = 'http://localhost:3000'
const fapiHost = 'https://foo-bar-13.clerk.accounts.dev'

afterEach(() => vi.useRealTimers())

/** A browser, and a server that keeps what it was asked and answers with `answer`, or an empty page. */
async function setup(options: Partial<BrowserOptions> = {}, box: FapiOptions = {}) {
  const fapi = options.fapi ?? createFapi({ signingKey: await sharedKey(), ...box })
  const browser = createBrowser({ fapi, ...options })
  const asked: Request[] = []
  const stage = {
    fapi,
    browser,
    asked,
    answer: (_: Request): Response | Promise<Response> => new Response('page'),
    server: ((request) => {
      asked.push(request)
      return stage.answer(request)
    }) as AppServer,
    visit: (url: string, given?: VisitOptions) => browser.visit(url, stage.server, given),
    /** What the server was sent last, of some headers. */
    sent: (...names: string[]) => names.map((name) => asked.at(-1)!.headers.get(name)),
  }
  return { ...stage, stage }
}

const redirect = (location: string, status = 307, lines: string[] = []) => {
  const headers = new Headers({ location })
  for (const line of lines) headers.append('set-cookie', line)
  return new Response(null, { status, headers })
}

const answering = (...lines: string[]) => {
  const headers = new Headers()
  for (const line of lines) headers.append('set-cookie', line)
  return new Response('page', { headers })
}

describe('a page load', () => {
  test('default: asks as for a typed address, and gives the answer and a tab there', async () => {
    const { visit, asked, sent } = await setup()
    const { response, url, chain, tab } = await visit('/account?a=1#top')
    expect(await response.text()).toBe('page')
    expect(asked).toHaveLength(1)
    expect([asked[0]!.method, asked[0]!.url]).toEqual(['GET', `${app}/account?a=1`])
    expect(sent('sec-fetch-dest', 'sec-fetch-mode', 'sec-fetch-site', 'sec-purpose')).toEqual([
      'document',
      'navigate',
      'none',
      null,
    ])
    expect(sent('accept')[0]).toMatch(/^text\/html,/)
    expect(sent('host', 'cookie', 'origin', 'referer')).toEqual(['localhost:3000', null, null, null])
    expect(url).toBe(`${app}/account?a=1#top`)
    expect(chain).toEqual([{ url: `${app}/account?a=1`, status: 200, cookies: [] }])
    expect(tab.ambient.page.url()).toBe(url)
    expect(tab.ambient.page.cameFrom?.()).toBe('')
  })

  test('parameters: server is a function, or anything with a fetch', async () => {
    const { browser } = await setup()
    class Server {
      #text = 'ours'
      fetch() {
        return new Response(this.#text)
      }
    }
    expect(await (await browser.visit('/', new Server())).response.text()).toBe('ours')
    expect(await (await browser.visit('/', async () => new Response('late'))).response.text()).toBe('late')
  })

  test('parameters: url is absolute, or relative to the app’s address or the tab’s page', async () => {
    const { visit } = await setup({ url: `${app}/en/` })
    const { url, tab } = await visit('account/profile')
    expect(url).toBe(`${app}/en/account/profile`)
    expect((await visit('keys', { tab })).url).toBe(`${app}/en/account/keys`)
    expect((await visit('http://admin.localhost:3000/x')).url).toBe('http://admin.localhost:3000/x')
    await expect(visit('http://[')).rejects.toThrow(TypeError)
  })

  test('behavior: the page made lives on the same jar, and its server answers all tabs', async () => {
    const { visit, browser, stage } = await setup()
    stage.answer = () => answering('seen=1; Path=/', 'hidden=2; Path=/; HttpOnly')
    const { tab, chain } = await visit('/')
    expect(chain).toMatchObject([{ cookies: ['seen', 'hidden'] }])
    expect(tab.ambient.cookies.cookie).toBe('seen=1')
    tab.ambient.cookies.cookie = 'own=3'
    const other = browser.openTab()
    const response = await other.ambient.fetch('/api', { method: 'POST', body: 'text' })
    expect([await response.text(), response.headers.has('set-cookie')]).toEqual(['page', false])
    expect(stage.sent('cookie', 'origin', 'sec-fetch-dest', 'sec-fetch-mode', 'sec-fetch-site')).toEqual([
      'seen=1; hidden=2; own=3',
      app,
      'empty',
      'cors',
      'same-origin',
    ])
    expect(await stage.asked.at(-1)!.text()).toBe('text')
    await visit('/')
    expect(stage.sent('cookie')).toEqual(['seen=1; hidden=2; own=3'])
  })

  test('parameters: tab is ended, and its storage goes on; from is the page that leads there', async () => {
    const { visit, stage } = await setup()
    const { tab } = await visit('/')
    tab.ambient.tabStorage.setItem('a', '1')
    const channel = tab.ambient.openChannel('x')
    const heard: unknown[] = []
    channel.onmessage = ({ data }) => heard.push(data)
    const next = await visit('/next', { tab, from: tab.ambient.page.url() })
    expect(stage.sent('sec-fetch-site', 'referer')).toEqual(['same-origin', `${app}/`])
    expect(next.tab.ambient.tabStorage.getItem('a')).toBe('1')
    expect(next.tab.ambient.page.cameFrom?.()).toBe(`${app}/`)
    next.tab.ambient.openChannel('x').postMessage('late')
    await new Promise((resolve) => setTimeout(resolve))
    expect(heard).toEqual([])
    expect((await visit('/next')).tab.ambient.tabStorage.getItem('a')).toBeNull()
  })

  test.each([
    ['localhost:3000', `${app}/`, 'same-origin', `${app}/a?b`],
    ['localhost:3000', 'http://localhost:9/', 'same-site', 'http://localhost:9/'],
    ['localhost:3000', 'https://other.example/', 'cross-site', null],
    ['localhost:3000', 'http://other.example/', 'cross-site', 'http://other.example/'],
  ])('parameters: from a page, %s sees from %s: %s', async (_, from, site, referer) => {
    const { visit, sent } = await setup()
    await visit('/', { from: from === `${app}/` ? `${app}/a?b#c` : `${from}a?b#c` })
    expect(sent('sec-fetch-site', 'referer')).toEqual([site, referer])
  })

  test('behavior: on plain http to elsewhere nothing is told of what asks, nor in an old browser', async () => {
    const { visit, sent } = await setup()
    const names = ['sec-fetch-dest', 'sec-fetch-mode', 'sec-fetch-site'] as const
    await visit('http://app.example/')
    expect(sent(...names)).toEqual([null, null, null])
    await visit('/', { fetchMetadata: false })
    expect(sent(...names)).toEqual([null, null, null])
    await visit('/')
    expect(sent(...names)).toEqual(['document', 'navigate', 'none'])
  })
})

describe('what else asks', () => {
  test.each([
    ['document', 'document', 'navigate', 'none', null, true],
    ['iframe', 'iframe', 'navigate', 'same-origin', null, true],
    ['prefetch', 'document', 'navigate', 'same-origin', 'prefetch', true],
    ['fetch', 'empty', 'cors', 'same-origin', null, false],
  ] as const)('parameters: as %s', async (as, dest, mode, site, purpose, isPage) => {
    const { visit, sent } = await setup()
    const { tab } = await visit('/x', { as })
    expect(sent('sec-fetch-dest', 'sec-fetch-mode', 'sec-fetch-site', 'sec-purpose')).toEqual([
      dest,
      mode,
      site,
      purpose,
    ])
    expect(sent('accept')[0]?.startsWith('text/html') ?? false).toBe(isPage)
    expect(tab.ambient.page.url()).toBe(as === 'document' || as === 'iframe' ? `${app}/x` : `${app}/`)
  })

  test('behavior: a fetch and a prefetch leave the tab that asked as it is, a frame has a page of its own', async () => {
    const { visit, sent } = await setup()
    const { tab } = await visit('/account/')
    for (const as of ['fetch', 'prefetch'] as const) {
      const made = await visit('data', { as, tab })
      expect([made.tab, made.url]).toEqual([tab, `${app}/account/data`])
    }
    expect(sent('referer')).toEqual([`${app}/account/`])
    const frame = await visit('frame', { as: 'iframe', tab })
    expect(frame.tab.ambient.page.url()).toBe(`${app}/account/frame`)
    expect((await tab.ambient.fetch('/', {})).status).toBe(200)
  })

  test('behavior: a script reads what CORS lets it, and not the cookies', async () => {
    const { visit, stage } = await setup()
    stage.answer = () => answering('a=1; Path=/')
    const own = await visit('/', { as: 'fetch' })
    expect(own.response.headers.getSetCookie()).toEqual([])
    expect(own.chain).toMatchObject([{ cookies: ['a'] }])
    await expect(visit('/', { as: 'fetch', from: 'http://localhost:9/' })).rejects.toThrow('CORS')
  })

  test('behavior: HEAD is asked for as it is', async () => {
    const { visit, asked, sent } = await setup()
    await visit('/', { method: 'head' })
    expect([asked[0]!.method, ...sent('sec-fetch-dest')]).toEqual(['HEAD', 'document'])
  })

  test('behavior: a form is sent with its origin, and again where the status says so', async () => {
    const { visit, stage } = await setup()
    const body = new URLSearchParams({ a: 'b c' })
    stage.answer = ({ url }) =>
      url.endsWith('/first')
        ? redirect('/again', 307)
        : url.endsWith('/again')
          ? redirect('/done', 303)
          : answering()
    const { chain } = await visit('/first', { body })
    expect(chain.map(({ url, status }) => [url, status])).toEqual([
      [`${app}/first`, 307],
      [`${app}/again`, 303],
      [`${app}/done`, 200],
    ])
    const [first, again, done] = stage.asked
    for (const request of [first!, again!]) {
      expect([request.method, request.headers.get('origin'), await request.text()]).toEqual([
        'POST',
        app,
        'a=b+c',
      ])
      expect(request.headers.get('content-type')).toMatch(/^application\/x-www-form-urlencoded/)
    }
    expect([done!.method, done!.headers.get('origin'), done!.headers.get('content-type')]).toEqual([
      'GET',
      null,
      null,
    ])
    await visit('/', { method: 'PUT', body: 'text', from: 'http://evil.example/' })
    expect(stage.sent('origin', 'sec-fetch-site')).toEqual(['http://evil.example', 'cross-site'])
  })

  test('parameters: headers are the app server’s alone, and go before the browser’s own', async () => {
    const { visit, stage, fapi } = await setup()
    stage.answer = ({ url }) =>
      url === `${app}/`
        ? redirect(`${fapiHost}/v1/client/handshake?redirect_url=${app}/back`)
        : answering('a=1')
    const seen: unknown[] = []
    const watched = createBrowser({
      fapi: {
        ...fapi,
        fetch(request, host) {
          seen.push(request.headers.get('x-forwarded-host'), host?.cookie ?? null)
          return fapi.fetch(request, host)
        },
      },
    })
    await watched.visit('/', stage.server, {
      headers: { 'X-Forwarded-Host': 'a.example', accept: '*/*', Cookie: 'a=1; a=2' },
    })
    expect(seen).toEqual([null, null])
    for (const { headers } of stage.asked) {
      expect([headers.get('x-forwarded-host'), headers.get('accept'), headers.get('cookie')]).toEqual([
        'a.example',
        '*/*',
        'a=1; a=2',
      ])
    }
    await visit('/api', { as: 'fetch', headers: { authorization: 'Bearer x' } })
    expect(stage.sent('authorization')).toEqual(['Bearer x'])
  })
})

describe('cookies', () => {
  test('default: what an answer sets is kept by its attributes, on the way too', async () => {
    vi.useFakeTimers({ now: 0, toFake: ['Date'] })
    const { visit, stage, browser } = await setup({ url: 'https://www.app.example/' })
    stage.answer = ({ url }) =>
      url.endsWith('/set')
        ? redirect('https://www.app.example/', 302, [
            'domain=1; Domain=app.example; Path=/',
            'path=1; Path=/set',
            'host=1; Path=/; Secure; HttpOnly',
            'short=1; Path=/; Max-Age=10',
            'day=1; Path=/; Expires=Thu, 01 Jan 1970 00:00:20 GMT',
            'gone=1; Path=/; Max-Age=0',
            'refused=1; Domain=other.example',
            'none=1; SameSite=None',
            'part=1; Path=/; Secure; SameSite=None; Partitioned',
          ])
        : answering()
    const { chain } = await visit('/set')
    expect(chain[0]?.cookies).toEqual([
      'domain',
      'path',
      'host',
      'short',
      'day',
      'gone',
      'refused',
      'none',
      'part',
    ])
    expect(stage.sent('cookie')).toEqual(['domain=1; host=1; short=1; day=1; part=1'])
    vi.setSystemTime(10_000)
    await visit('https://sub.app.example/')
    expect(stage.sent('cookie')).toEqual(['domain=1'])
    await visit('http://www.app.example/')
    expect(stage.sent('cookie')).toEqual(['domain=1; day=1'])
    vi.setSystemTime(20_000)
    expect(browser.cookies.map(({ name }) => name)).toEqual(['domain', 'path', 'host', 'part'])
  })

  test.each([
    ['document', 'GET', undefined, 'strict=1; lax=1; none=1'],
    ['document', 'GET', 'https://www.app.example/', 'strict=1; lax=1; none=1'],
    ['document', 'GET', 'https://evil.example/', 'lax=1; none=1'],
    ['document', 'HEAD', 'https://evil.example/', 'lax=1; none=1'],
    ['document', 'POST', 'https://evil.example/', 'none=1'],
    ['prefetch', 'GET', 'https://evil.example/', 'lax=1; none=1'],
    ['iframe', 'GET', 'https://evil.example/', 'none=1'],
    ['iframe', 'GET', 'https://www.app.example/', 'strict=1; lax=1; none=1'],
  ] as const)(
    'behavior: as %s by %s from %s what SameSite allows goes along',
    async (as, method, from, expected) => {
      const { visit, stage } = await setup({ url: 'https://app.example/' })
      stage.answer = () =>
        answering(
          ...['Strict', 'Lax', 'None'].map((site) => `${site.toLowerCase()}=1; SameSite=${site}; Secure`),
        )
      await visit('/')
      await visit('/', { as, method, from })
      expect(stage.sent('cookie')).toEqual([expected])
    },
  )

  test('behavior: a frame of another site keeps only SameSite=None, a page whatever led there', async () => {
    const { visit, stage, browser } = await setup({ url: 'https://app.example/' })
    stage.answer = () => answering('strict=1; SameSite=Strict', 'plain=1', 'none=1; SameSite=None; Secure')
    const from = 'https://evil.example/'
    await visit('/', { as: 'iframe', from })
    expect(browser.cookies.map(({ name }) => name)).toEqual(['none'])
    await visit('/', { from })
    expect(browser.cookies.map(({ name }) => name)).toEqual(['none', 'strict', 'plain'])
  })

  test('parameters: blockCookies keeps nothing and sends nothing', async () => {
    const { visit, stage, browser } = await setup({ blockCookies: true })
    stage.answer = ({ url }) => (url.endsWith('/1') ? redirect('/2', 302, ['a=1; Path=/']) : answering('b=1'))
    const { chain } = await visit('/1')
    expect(chain.map(({ cookies }) => cookies)).toEqual([['a'], ['b']])
    expect([stage.sent('cookie'), browser.cookies]).toEqual([[null], []])
  })
})

describe('redirects', () => {
  const handshake = (base: string, url: URL) => {
    const target = new URL(`${base}/v1/client/handshake`)
    target.searchParams.set('redirect_url', url.href)
    target.searchParams.set('format', 'nonce')
    return redirect(target.href)
  }

  test('behavior: a development handshake goes to the box and comes back with all it brings', async () => {
    const { visit, stage, browser, fapi } = await setup()
    stage.answer = (request) => {
      const url = new URL(request.url)
      return url.searchParams.has('__clerk_handshake_nonce') ? answering() : handshake(fapiHost, url)
    }
    const { url, chain, tab } = await visit('/account?a=1')
    expect(chain.map(({ status }) => status)).toEqual([307, 307, 200])
    expect(chain[1]!.url).toMatch(`${fapiHost}/v1/client/handshake?`)
    expect(url).toMatch(/^http:\/\/localhost:3000\/account\?a=1&__clerk_handshake_nonce=\w+$/)
    expect(tab.ambient.page.url()).toBe(url)
    expect(fapi.devBrowsers).toHaveLength(1)
    expect(browser.cookies).toEqual([])
    expect(fapi.log.entries).toMatchObject([{ method: 'GET', path: '/v1/client/handshake', status: 307 }])
  })

  test('behavior: with a live key the jar’s client says who it is, and the nonce comes as a cookie', async () => {
    const fapi = createFapi({ keyType: 'live', signingKey: await sharedKey() })
    const client = await fapi.seedClient({ users: ['alice@example.com'] })
    const { visit, stage } = await setup({ fapi, client })
    stage.answer = (request) => {
      const [, nonce] = /__clerk_handshake_nonce=(\w+)/.exec(request.headers.get('cookie') ?? '') ?? []
      return nonce ? answering() : handshake('https://clerk.frontdesk.example', new URL(request.url))
    }
    const { chain, url } = await visit('/')
    expect(url).toBe('https://frontdesk.example/')
    expect(chain.map(({ status, cookies }) => [status, cookies.length > 0])).toEqual([
      [307, false],
      [307, true],
      [200, false],
    ])
    expect(chain[1]!.cookies).toContain('__clerk_handshake_nonce')
    const [, nonce] = /__clerk_handshake_nonce=(\w+)/.exec(stage.sent('cookie')[0]!)!
    const payload = await fapi.fetch(
      new Request(`https://api.example/v1/clients/handshake_payload?nonce=${nonce}`, {
        headers: { authorization: `Bearer ${fapi.secretKey}` },
      }),
    )
    expect(JSON.stringify(await payload.json())).toContain('__session=ey')
  })

  test('behavior: the box may be on a path or a port of the app, and be the address itself', async () => {
    for (const fapiUrl of ['/__clerk', 'http://localhost:4400']) {
      const { visit, stage } = await setup({ fapiUrl })
      const base = new URL(fapiUrl, app).href.replace(/\/$/, '')
      stage.answer = ({ url }) =>
        url.includes('__clerk_handshake') ? answering() : handshake(base, new URL(url))
      expect((await visit('/')).chain.map(({ status }) => status)).toEqual([307, 307, 200])
      const direct = await visit(`${base}/v1/client/handshake?redirect_url=${app}/direct`)
      expect(direct.url).toMatch(`${app}/direct?__clerk_handshake=`)
    }
  })

  test('behavior: cross-site is remembered, a typed address stays one, and no-referrer is obeyed', async () => {
    const { visit, stage } = await setup()
    stage.answer = ({ url }) =>
      url.includes('__clerk_handshake') ? answering() : handshake(fapiHost, new URL(url))
    await visit('/')
    expect(stage.sent('sec-fetch-site', 'referer')).toEqual(['none', null])
    const { tab } = await visit('/', { from: `${app}/home` })
    expect(stage.asked.at(-2)!.headers.get('referer')).toBe(`${app}/home`)
    expect(stage.sent('sec-fetch-site', 'referer')).toEqual(['cross-site', null])
    expect(tab.ambient.page.cameFrom?.()).toBe('')
  })

  test('behavior: the part after # goes along unless the answer has one', async () => {
    const { visit, stage } = await setup()
    stage.answer = ({ url }) =>
      url.endsWith('/a') ? redirect('/b') : url.endsWith('/b') ? redirect('/c#own') : answering()
    expect((await visit('/b#top')).url).toBe(`${app}/c#own`)
    stage.answer = ({ url }) => (url.endsWith('/a') ? redirect('/b') : answering())
    expect((await visit('/a#top')).url).toBe(`${app}/b#top`)
    expect(stage.asked.every(({ url }) => !url.includes('#'))).toBe(true)
  })

  test('error: the 21st redirect, one to nobody, and one to no address of the web', async () => {
    const { visit, stage } = await setup()
    let left = 20
    stage.answer = () => (left-- > 0 ? redirect('/') : answering())
    expect((await visit('/')).chain).toHaveLength(21)
    left = 21
    await expect(visit('/')).rejects.toThrow('too many redirects')
    expect(stage.asked).toHaveLength(42)
    stage.answer = () => redirect('https://evil.example/')
    await expect(visit('/')).rejects.toThrow('https://evil.example is neither')
    for (const location of ['javascript:alert(1)', 'data:text/html,x', 'http://[']) {
      stage.answer = () => redirect(location)
      await expect(visit('/')).rejects.toThrow(TypeError)
    }
  })

  test('behavior: a status without a Location, and a Location without such a status, are answers', async () => {
    const { visit, stage } = await setup()
    stage.answer = () => new Response(null, { status: 304 })
    expect((await visit('/')).response.status).toBe(304)
    stage.answer = () => new Response(null, { status: 307 })
    expect((await visit('/')).response.status).toBe(307)
    stage.answer = () => new Response('', { status: 201, headers: { location: '/made' } })
    expect((await visit('/')).url).toBe(`${app}/`)
  })
})

describe('what fails', () => {
  test('error: what the server throws, as it is', async () => {
    const { browser } = await setup()
    const error = new RangeError('app')
    await expect(browser.visit('/', () => Promise.reject(error))).rejects.toBe(error)
    await expect(
      browser.visit('/', () => {
        throw error
      }),
    ).rejects.toBe(error)
  })

  test('error: a fault of the box, and a cut connection', async () => {
    const { visit, fapi } = await setup()
    fapi.fault({ path: '/v1/client/handshake', status: 500, times: 1 })
    const { response } = await visit(`${fapiHost}/v1/client/handshake?redirect_url=${app}`)
    expect(response.status).toBe(500)
    fapi.fault({ path: '/v1/client/handshake', cut: true })
    await expect(visit(`${fapiHost}/v1/client/handshake?redirect_url=${app}`)).rejects.toThrow('cut')
  })

  test('error: offline, before and while under way; the tab stays', async () => {
    const { visit, stage } = await setup()
    const { tab } = await visit('/')
    tab.goOffline()
    await expect(visit('/', { tab })).rejects.toThrow('offline')
    expect(stage.asked).toHaveLength(1)
    tab.goOnline()
    stage.answer = () => {
      tab.goOffline()
      return answering('late=1')
    }
    await expect(visit('/', { tab })).rejects.toThrow('offline')
    tab.goOnline()
    stage.answer = () => answering()
    expect((await tab.ambient.fetch('/', {})).status).toBe(200)
  })

  test('behavior: browsers share neither servers nor cookies', async () => {
    const { visit, stage, fapi } = await setup()
    stage.answer = () => answering('a=1')
    await visit('/')
    const other = createBrowser({ fapi })
    await expect(other.openTab().ambient.fetch('/', {})).rejects.toThrow('neither')
    const cookies: unknown[] = []
    await other.visit('/', ({ headers }) => {
      cookies.push(headers.get('cookie'))
      return answering()
    })
    expect(cookies).toEqual([null])
  })
})
