import { describe, expect, test } from 'vitest'
import { createCaller } from '../testCaller'
import { createFapiWithPages } from './createFapiWithPages'

const box = 'http://localhost:4400'
const get = (path: string, fapi = createFapiWithPages()) => fapi.fetch(new Request(box + path))

test.each(['/', '/sign-in', '/sign-up', '/sign-in?redirect_url=http://evil.example'])(
  'behavior: %s runs nothing but its own script, loads nothing, is shown in no frame and kept nowhere',
  async (path) => {
    const { headers, ...answer } = await get(path).then(async (response) => ({
      headers: response.headers,
      text: await response.text(),
    }))
    const policy = headers.get('content-security-policy')!
    expect(policy).toContain("default-src 'none'")
    expect(policy).toContain("frame-ancestors 'none'")
    expect(policy).not.toContain('unsafe')
    expect(headers.get('x-frame-options')).toBe('DENY')
    expect(headers.get('cache-control')).toBe('no-store')
    const isHosted = path === '/sign-in' || path === '/sign-up'
    expect(headers.get('referrer-policy')).toBe(isHosted ? 'strict-origin' : 'no-referrer')
    const [, nonce] = /'nonce-(\w{24})'/.exec(policy)!
    expect(answer.text).toContain(`<script nonce="${nonce}">`)
    expect(answer.text).not.toMatch(/(src|href)="?(https?:)?\/\//)
    expect(await (await get(path)).text()).not.toContain(nonce)
  },
)

test('behavior: other methods are refused', async () => {
  const answer = await createFapiWithPages().fetch(new Request(box, { method: 'POST' }))
  expect(answer.status).toBeGreaterThanOrEqual(400)
})

test('behavior: a host with a name made of marks is named as text', async () => {
  const answer = await createFapiWithPages().fetch(new Request(`http://a"onload='&b.example/`))
  expect(answer.status).toBe(403)
  expect(await answer.text()).toContain('to a&quot;onload=&#39;&amp;b.example<')
})

const letters: Record<string, string> = {
  '&quot;': '"',
  '&#39;': "'",
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
}

describe('the way back', () => {
  const config = async (path: string, fapi = createFapiWithPages()) => {
    const [, json] = /data-config="([^"]*)"/.exec(await (await get(path, fapi)).text())!
    return JSON.parse(json!.replace(/&[^;]+;/g, (entity) => letters[entity]!))
  }

  test('default: none; the dev browser’s cookies with a test key only', async () => {
    expect(await config('/sign-in')).toMatchObject({
      mode: 'sign-in',
      cookies: ['__clerk_db_jwt', expect.stringMatching(/^__clerk_db_jwt_.{8}$/)],
    })
    const live = await config('/sign-up', createFapiWithPages({ keyType: 'live' }))
    expect(live).toMatchObject({ mode: 'sign-up', cookies: [] })
    expect(live).not.toHaveProperty('redirectUrl')
  })

  test('behavior: a passkey is no text, and is offered where it may be used', async () => {
    const text = 'Email address, phone number or username'
    expect(await config('/sign-in')).toMatchObject({ identifier: text, hasPasskeys: true })
    const elsewhere = createFapiWithPages({ origins: ['http://app.example'] })
    expect(await config('/sign-in', elsewhere)).toMatchObject({ identifier: text, hasPasskeys: false })
    const none = createFapiWithPages({ strategies: ['oauth_google'] })
    const expected = { identifier: 'Email address or username', hasPasskeys: false }
    expect(await config('/sign-in', none)).toMatchObject(expected)
  })

  test.each(['redirect_url', 'sign_in_force_redirect_url', 'sign_in_fallback_redirect_url'])(
    'parameters: %s',
    async (name) => {
      const url = `http://localhost:3000/a'b?b=1,2&c=%22%3Cscript%3E#d'</script>&quot;`
      expect(await config(`/sign-in?${name}=${encodeURIComponent(url)}`)).toMatchObject({
        redirectUrl: new URL(url).href,
      })
    },
  )

  test('behavior: of several the one that is forced counts, then the one that is given', async () => {
    const [forced, given, other] = ['forced', 'given', 'other'].map((name) => `http://localhost:3000/${name}`)
    const both = `redirect_url=${given}&sign_in_fallback_redirect_url=${other}`
    expect(await config(`/sign-in?${both}`)).toMatchObject({ redirectUrl: given })
    const all = `${both}&sign_in_force_redirect_url=${forced}`
    expect(await config(`/sign-in?${all}`)).toMatchObject({ redirectUrl: forced })
  })

  test.each([
    'https://evil.example/',
    '//evil.example',
    'javascript:alert(1)',
    'http://localhost@evil.example',
    'http:\\\\evil.example',
    '"><script>alert(1)</script>',
  ])('error: %s is refused on a page that can be read, and goes nowhere', async (url) => {
    const answer = await get(`/sign-in?redirect_url=${encodeURIComponent(url)}`)
    const text = await answer.text()
    expect(answer.status).toBe(422)
    expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8')
    expect(answer.headers.has('location')).toBe(false)
    expect(text).toContain('redirect_url')
    expect(text).not.toContain('<script>alert')
  })

  test('behavior: they know what the instance offers', async () => {
    const fapi = createFapiWithPages({
      strategies: ['password', 'email_link', 'oauth_github'],
      signUp: { mode: 'restricted', required: ['username'], legalConsent: true },
    })
    expect(await config('/sign-up', fapi)).toMatchObject({
      identifier: 'Email address or username',
      signUpMode: 'restricted',
      signUpFields: [
        { name: 'email_address', required: false },
        { name: 'username', required: true },
        { name: 'password', required: false },
        { name: 'first_name', required: false },
        { name: 'last_name', required: false },
        { name: 'legal_accepted', required: true },
      ],
      emailWays: ['email_link'],
      providers: [{ strategy: 'oauth_github', name: 'GitHub' }],
    })
  })
})

describe('attack: another dev browser in place of one', () => {
  const renew = (token: string, headers: Record<string, string> = {}, at = box) =>
    new Request(`${at}/sign-in/dev_browser?__clerk_db_jwt=${token}`, { method: 'POST', headers })

  test('behavior: it takes over the client, and the old one is void, saved or not', async () => {
    const { fapi } = await createCaller()
    const { devBrowser, clientId } = await fapi.seedClient({ users: ['alice@example.com'] })
    const answer = await fapi.fetch(renew(devBrowser!, { origin: box, 'sec-fetch-site': 'same-origin' }))
    const { id } = await answer.json()
    expect(fapi.devBrowsers.filter((other) => other.clientId !== null)).toMatchObject([
      { token: id, clientId },
    ])
    expect((await fapi.fetch(renew(devBrowser!))).status).toBe(401)
  })

  test.each([
    [{ 'sec-fetch-site': 'same-site' }, box],
    [{ 'sec-fetch-site': 'cross-site' }, box],
    [{ 'sec-fetch-site': 'none' }, box],
    [{ 'sec-fetch-site': 'same-origin' }, 'http://evil.example'],
  ])('error: not for a page with %j at %s', async (headers, at) => {
    const { fapi } = await createCaller()
    const { devBrowser } = await fapi.seedClient({ users: ['alice@example.com'] })
    expect((await fapi.fetch(renew(devBrowser!, headers as Record<string, string>, at))).status).toBe(403)
    expect(fapi.devBrowsers.map(({ token }) => token)).toContain(devBrowser)
  })
})

describe('where a link or a provider may lead back to', () => {
  const app = 'http://localhost:3000'

  async function send(redirect_url: string, host = new URL(box).host) {
    const { fapi } = await createCaller({ keyType: 'live', origins: [app] })
    const body = new URLSearchParams({
      identifier: 'alice@example.com',
      strategy: 'email_link',
      redirect_url,
    })
    const headers = { origin: app, host }
    const url = `http://${host}/v1/client/sign_ins`
    return (await fapi.fetch(new Request(url, { method: 'POST', headers, body }))).status
  }

  test.each([`${box}/sign-in?a=b`, `${box}/sign-up`, `${app}/there`])('behavior: %s', async (url) => {
    expect(await send(url)).toBe(200)
  })

  test.each([
    `${box}/`,
    `${box}/sign-in/../_frontdesk/state`,
    `${box}/v1/client`,
    'http://user:word@localhost:4400/sign-in',
    'http://localhost:4401/sign-in',
    'https://localhost:4400/sign-in',
    'http://evil.example/sign-in',
  ])('error: not to %s', async (url) => {
    expect(await send(url)).toBe(422)
  })

  test('error: not to the name that a foreign page calls the box by', async () => {
    expect(await send('http://evil.example/sign-in', 'evil.example')).toBe(422)
  })
})
