import { describe, expect, test } from 'vitest'
import { leave, openPage } from '../../../test/support/through'
import { alice, refusal } from '../../../test/support/world'
import {
  createSignIn,
  createSignUp,
  type Frontdesk,
  prepareFirstFactor,
  prepareSecondFactor,
  prepareVerification,
  signInWithRedirect,
  updateSignUp,
} from '../../core'

const oauth = 'oauth_google'
const link = 'email_link'
const { identifier } = alice
const emailAddressId = 'idn_1'
type Way = { redirectUrl: string; allowedOrigins?: string[] }

/** Every step that takes a URL. */
const steps: [string, (frontdesk: Frontdesk, way: Way) => Promise<unknown>][] = [
  ['createSignIn, link', (f, way) => createSignIn(f, { strategy: link, identifier, ...way })],
  ['createSignIn, provider', (f, way) => createSignIn(f, { strategy: oauth, ...way })],
  [
    'createSignIn, a strategy of tomorrow',
    (f, way) => createSignIn(f, { strategy: 'tomorrow', ...way } as never),
  ],
  [
    'prepareFirstFactor, link',
    (f, way) => prepareFirstFactor(f, { signInId: 'sia_1', strategy: link, emailAddressId, ...way }),
  ],
  [
    'prepareFirstFactor, provider',
    (f, way) => prepareFirstFactor(f, { signInId: 'sia_1', strategy: 'enterprise_sso', ...way }),
  ],
  [
    'prepareSecondFactor',
    (f, way) => prepareSecondFactor(f, { signInId: 'sia_1', strategy: link, emailAddressId, ...way }),
  ],
  ['createSignUp, link', (f, way) => createSignUp(f, { strategy: link, ...way })],
  ['createSignUp, provider', (f, way) => createSignUp(f, { strategy: oauth, ...way })],
  ['updateSignUp', (f, way) => updateSignUp(f, { signUpId: 'sua_1', strategy: oauth, ...way })],
  ['prepareVerification', (f, way) => prepareVerification(f, { signUpId: 'sua_1', strategy: link, ...way })],
]

const elsewhere = [
  'https://evil.example/',
  '//evil.example',
  'javascript:alert(1)',
  'http://localhost:3000@evil.example',
  'http://user:secret@localhost:3000/back',
  'http://user@localhost:3000/back',
  'http://:secret@localhost:3000/back',
  'blob:http://localhost:3000/0a1b',
  'http://[',
]

/** What was sent as the way back. */
function watch({ frontdesk }: { frontdesk: Frontdesk }) {
  const { ambient } = frontdesk._internal
  const { fetch } = ambient
  const sent: URLSearchParams[] = []
  ambient.fetch = (url, init) => {
    if (init.method === 'POST') sent.push(new URLSearchParams(String(init.body)))
    return fetch(url, init)
  }
  return () => sent.at(-1)!
}

describe.each(steps)('%s', (_, step) => {
  test.each(elsewhere)('error: %s is refused before anything is sent', async (redirectUrl) => {
    const { world, page } = await openPage()
    const sent = world.requests().length
    const error = await refusal(step(page.frontdesk, { redirectUrl }))
    expect(error).toMatchObject({ name: 'FrontdeskError', code: 'invalid_redirect_url' })
    expect(world.requests()).toHaveLength(sent)
  })

  test('behavior: a URL of the app is sent absolute, and one of another origin where that is allowed', async () => {
    const { page } = await openPage()
    const last = watch(page)
    for (const [redirectUrl, expected, allowedOrigins] of [
      ['/back?a=1', 'http://localhost:3000/back?a=1'],
      ['', 'http://localhost:3000/'],
      ['https://app.example/back', 'https://app.example/back', ['https://app.example']],
    ] as const) {
      await step(page.frontdesk, {
        redirectUrl,
        ...(allowedOrigins && { allowedOrigins: [...allowedOrigins] }),
      }).catch(() => {})
      expect(last().get('redirect_url')).toBe(expected)
      expect([...last().keys()].join()).not.toContain('origins')
    }
  })
})

test.each([
  ['signing in', createSignIn],
  ['signing up', createSignUp],
] as const)('error: nor may %s end elsewhere', async (_, begin) => {
  const { world, page } = await openPage()
  const sent = world.requests().length
  for (const actionCompleteRedirectUrl of elsewhere) {
    const parameters = { strategy: oauth, redirectUrl: '/back', actionCompleteRedirectUrl } as const
    expect(await refusal(begin(page.frontdesk, parameters))).toMatchObject({ code: 'invalid_redirect_url' })
  }
  expect(world.requests()).toHaveLength(sent)
})

test('behavior: a native app comes back by what its system opens it by', async () => {
  const { page } = await openPage({ scheme: 'native' })
  const last = watch(page)
  const redirectUrl = 'myapp://back'
  await createSignIn(page.frontdesk, { strategy: oauth, redirectUrl })
  expect(last().get('redirect_url')).toBe(redirectUrl)
  for (const url of ['javascript:alert(1)', 'data:text/html,x', 'file:///x', 'nowhere'])
    expect(await refusal(createSignIn(page.frontdesk, { strategy: oauth, redirectUrl: url }))).toMatchObject({
      code: 'invalid_redirect_url',
    })
})

test('behavior: what is behind the path of a refused URL is not told: it may be a secret', async () => {
  const { page } = await openPage()
  for (const redirectUrl of ['https://evil.example/?ticket=secret', 'https://evil.example/#secret']) {
    const error = await refusal(leave(page, signInWithRedirect, { redirectUrl }))
    expect((error as Error).message).toContain('https://evil.example/')
    expect((error as Error).message).not.toContain('secret')
  }
})
