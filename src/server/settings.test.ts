import { expect, test } from 'vitest'
import { createFrontdeskServer, type FrontdeskServerOptions } from '../server'

const live = { publishableKey: `pk_live_${btoa('clerk.frontdesk.example$')}`, secretKey: 'sk_live_abc' }
const development = {
  publishableKey: `pk_test_${btoa('foo-bar-13.clerk.accounts.dev$')}`,
  secretKey: 'sk_test_abc',
}
const origins = ['https://app.example.com']

test.each<[string, Partial<FrontdeskServerOptions>]>([
  ['invalid_publishable_key', { publishableKey: 'pk_live_' }],
  ['invalid_publishable_key', { publishableKey: 'sk_live_abc' }],
  ['invalid_secret_key', { secretKey: '' }],
  ['invalid_secret_key', { secretKey: undefined as unknown as string }],
  ['invalid_secret_key', { secretKey: live.publishableKey }],
  ['keys_differ', { secretKey: 'sk_test_abc' }],
  ['keys_differ', { publishableKey: development.publishableKey }],
  ['origins_required', { origins: undefined }],
  ['invalid_origin', { origins: ['app.example.com'] }],
  ['invalid_origin', { origins: ['https://app.example.com/path'] }],
  ['invalid_origin', { origins: ['https://*.example.com?'] }],
  ['invalid_origin', { origins: ['javascript:alert(1)'] }],
  ['invalid_origin', { origins: ['https://user@example.com'] }],
  ['invalid_origin', { satellites: ['satellite.example'] }],
  ['invalid_origin', { satellites: ['https://satellite.example/path'] }],
  ['invalid_url', { signInUrl: 'https://' }],
  ['invalid_url', { signInUrl: 'javascript:alert(1)' }],
  ['invalid_url', { tasksUrl: 'http://:80' }],
  ['invalid_url', { apiUrl: '/v1' }],
  ['invalid_url', { apiUrl: 'ftp://api.example.com' }],
  ['invalid_url', { satellite: { domain: 'satellite.example', signInUrl: '/sign-in' } }],
  ['invalid_url', { satellite: { domain: 'satellite.example', signInUrl: '' } }],
  ['invalid_url', { satellite: { domain: 'satellite.example' } as FrontdeskServerOptions['satellite'] }],
  [
    'invalid_domain',
    { satellite: { domain: 'https://satellite.example', signInUrl: 'https://app.example.com' } },
  ],
  ['invalid_proxy_url', { proxyUrl: 'ftp://example.com' }],
  ['invalid_domain', { domain: 'https://example.com' }],
])('error: %s for %o, and no message holds a secret', (code, options) => {
  const create = () => createFrontdeskServer({ ...live, origins, ...options })
  expect(create).toThrow(expect.objectContaining({ name: 'FrontdeskError', code }))
  expect(create).not.toThrow(/live_abc|test_abc/)
})

test.each([
  ['http://localhost:3000', true],
  ['https://app.localhost', true],
  ['http://127.0.0.1:8080', true],
  ['http://[::1]:3000', true],
  ['https://localhost.evil.example', false],
  ['https://127.0.0.1.evil.example', false],
  ['http://192.168.0.2:3000', false],
])('default: in development %s is ours: %s', async (origin, isOurs) => {
  const server = createFrontdeskServer({ ...development, onVerdict: () => {} })
  const { context } = await server.resolve(new Request(origin))
  expect(context?.auth.status).toBe(isOurs ? 'signed-out' : 'unknown')
})

test('parameters: blanks around keys and a slash after an origin are of no account; origins may be a function', async () => {
  const { publishableKey, secretKey } = live
  for (const given of [
    ['https://app.example.com/'],
    (origin: string) => origin === 'https://app.example.com',
  ]) {
    const server = createFrontdeskServer({
      publishableKey: ` ${publishableKey} `,
      secretKey: `${secretKey}\n`,
      origins: given,
    })
    expect((await server.resolve(new Request('https://app.example.com/a'))).context?.auth.status).toBe(
      'signed-out',
    )
  }
})

test('parameters: proxyUrl and domain say where browsers are sent', async () => {
  const send = async (options: Partial<FrontdeskServerOptions>) => {
    const server = createFrontdeskServer({ ...live, origins, ...options })
    const request = new Request('https://app.example.com/a', {
      headers: { accept: 'text/html', cookie: '__client_uat=1' },
    })
    return new URL((await server.resolve(request)).answer!.headers.get('location')!)
  }
  const places = await Promise.all(
    [{}, { proxyUrl: '/__clerk' }, { proxyUrl: 'https://p.example/x/' }, { domain: 'other.example' }].map(
      send,
    ),
  )
  expect(places.map(({ origin, pathname }) => origin + pathname)).toEqual([
    'https://clerk.frontdesk.example/v1/client/handshake',
    'https://app.example.com/__clerk/v1/client/handshake',
    'https://p.example/x/v1/client/handshake',
    'https://clerk.other.example/v1/client/handshake',
  ])
})

test.each(['', '/sign-in', 'sign-in', '?sign-in', 'https://accounts.example.com/sign-in'])(
  'parameters: signInUrl may be %o',
  (signInUrl) => {
    expect(() => createFrontdeskServer({ ...live, origins, signInUrl, tasksUrl: signInUrl })).not.toThrow()
  },
)
