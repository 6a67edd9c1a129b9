import { afterEach, describe, expect, test, vi } from 'vitest'
import { type Leave, leave, nina, openPage, pass } from '../../../test/support/through'
import { createWorld, memoryStorage, type Page, refusal, type World } from '../../../test/support/world'
import {
  createSignUp,
  handleRedirectCallback,
  nativeScheme,
  signInWithRedirect,
  signUpWithRedirect,
} from '../../core'
import { forgottenIn } from './forgotten'

afterEach(() => vi.unstubAllGlobals())

const google = 'oauth_google'
const invalid = { name: 'FrontdeskError', code: 'invalid_redirect_url' }
const both: readonly [string, Leave][] = [
  ['sign_ins', signInWithRedirect],
  ['sign_ups', signUpWithRedirect],
]

describe('where to come back to', () => {
  test.each(
    both.flatMap(([path, begin]) =>
      (['devBrowser', 'browser'] as const).map((scheme) => ({ scheme, path, begin })),
    ),
  )(
    'behavior: $scheme, $path: is told absolute, and in development with the browser',
    async ({ scheme, path, begin }) => {
      const { world, page } = await openPage({ scheme })
      const { ambient } = page.tab
      const sent: URLSearchParams[] = []
      page.frontdesk._internal.ambient.fetch = (url, init) => {
        if (url.includes(`/${path}?`)) sent.push(new URLSearchParams(String(init.body)))
        return ambient.fetch(url, init)
      }
      const url = await leave(page, begin, { redirectUrlComplete: '/home?a=1' })
      expect(new URL(url).protocol).toMatch(/^https?:$/)
      const { origin } = new URL(ambient.page.url())
      const target = new URL(sent[0]!.get('redirect_url')!)
      expect(target.origin + target.pathname).toBe(`${origin}/back`)
      expect([...target.searchParams.keys()]).toEqual(scheme === 'devBrowser' ? ['__clerk_db_jwt'] : [])
      expect(sent[0]!.get('action_complete_redirect_url')).toBe(`${origin}/home?a=1`)
      expect(world.requests().filter((request) => /sign_(ins|ups)/.test(request))).toHaveLength(1)
    },
  )

  test.each([
    'https://evil.example/',
    '//evil.example',
    'https:evil.example',
    '\\\\evil.example',
    'javascript:alert(1)',
    'data:text/html,x',
    'http://localhost:3000@evil.example',
    'http://localhost:3001/',
    'https://localhost:3000/',
    'blob:http://localhost:3000/0a1b',
    'http://[',
  ])('error: %s is refused before anything is sent', async (url) => {
    const { world, page } = await openPage()
    const sent = world.requests().length
    for (const [, begin] of both)
      for (const name of ['redirectUrl', 'redirectUrlComplete'])
        expect(await refusal(leave(page, begin, { [name]: url }))).toMatchObject(invalid)
    expect(world.requests()).toHaveLength(sent)
  })

  test('parameters: another origin of the app may be allowed', async () => {
    const { page } = await openPage()
    const other = 'http://127.0.0.1:3000'
    const allowedOrigins = [other]
    await leave(page, signInWithRedirect, { redirectUrl: `${other}/back`, allowedOrigins })
    for (const redirectUrl of ['http://127.0.0.1/back', 'blob:http://127.0.0.1:3000/0a1b'])
      expect(await refusal(leave(page, signInWithRedirect, { redirectUrl, allowedOrigins }))).toMatchObject(
        invalid,
      )
  })
})

describe('leaving', () => {
  test.each(both)(
    'behavior: %s, of several clicks the first begins, and it goes to one page',
    async (path, begin) => {
      const { world, page } = await openPage()
      const urls: string[] = []
      let leavePage!: () => void
      const isGone = new Promise<void>((resolve) => {
        leavePage = resolve
      })
      const navigate = (url: string) => {
        urls.push(url)
        return isGone
      }
      const click = (strategy: 'oauth_google' | 'oauth_github' = google) =>
        begin(page.frontdesk, { strategy, redirectUrl: '/back', navigate })
      const clicks = [click(), click(), click('oauth_github')]
      await vi.waitFor(() => expect(urls).toHaveLength(1))
      // The page is still there for a while: an attempt begun now would be the only one left.
      clicks.push(click(), click('oauth_github'))
      for (const [, other] of both) clicks.push(other(page.frontdesk, { strategy: google, navigate }))
      leavePage()
      await Promise.all(clicks)
      expect(urls).toHaveLength(1)
      expect(world.requests().filter((request) => /POST .*sign_(ins|ups)/.test(request))).toEqual([
        `POST /client/${path}`,
      ])
      expect(await world.browser.visit(urls[0]!, () => new Response('app'))).toMatchObject({
        response: { status: 200 },
      })
      await click('oauth_github')
      expect(urls).toHaveLength(2)
    },
  )

  test.each<[string, (page: Awaited<ReturnType<typeof openPage>>['page']) => void]>([
    ['someone comes back to the page from the history', ({ tab }) => tab.restore()],
    ['nobody needs the handle any more', (page) => page.unmount()],
  ])('default: goes there by itself, and ends where %s', async (_, act) => {
    const { page } = await openPage()
    const urls: string[] = []
    vi.stubGlobal('location', { assign: (url: string) => urls.push(url) })
    let isOver = false
    const left = signInWithRedirect(page.frontdesk, { strategy: google }).then(() => {
      isOver = true
    })
    await vi.waitFor(() => expect(urls).toHaveLength(1))
    page.tab.focus()
    await new Promise((resolve) => setImmediate(resolve))
    expect(isOver).toBe(false)
    act(page)
    await left
  })

  test.each([
    ['names a script', 'javascript:alert(1)'],
    ['names a path', '/somewhere'],
    ['names nothing', null],
  ])('error: where the answer %s, nobody leaves', async (_, url) => {
    const { world, page } = await openPage()
    const verification = { status: 'unverified', external_verification_redirect_url: url }
    world.fault('POST /client/sign_ins', {
      body: {
        response: { id: 'sia_1', status: 'needs_identifier', first_factor_verification: verification },
      },
    })
    world.fault('POST /client/sign_ups', {
      body: {
        response: {
          ...{ id: 'sua_1', status: 'missing_requirements' },
          verifications: { external_account: verification },
        },
      },
    })
    const path = 'externalVerificationRedirectUrl'
    expect(await refusal(leave(page))).toMatchObject({
      ...{ code: 'malformed_response', path: `firstFactorVerification.${path}` },
    })
    expect(await refusal(leave(page, signUpWithRedirect))).toMatchObject({
      ...{ code: 'malformed_response', path: `verifications.externalAccount.${path}` },
    })
  })

  test('error: what the Frontend API refuses is told, and nobody leaves', async () => {
    const { page } = await openPage({ strategies: ['password'] })
    for (const [, begin] of both)
      expect(await refusal(leave(page, begin))).toMatchObject({ name: 'FrontdeskError', status: 400 })
  })

  test.each([
    ['without a page', { page: undefined }],
    ['in one', {}],
  ])('error: page_missing in a native app %s: it comes back with a nonce', async (_, ambient) => {
    const world = await createWorld({ scheme: 'native' })
    const scheme = nativeScheme({ storage: memoryStorage() })
    const page = world.open({ mount: false, ambient, scheme })
    for (const [, begin] of both)
      expect(await refusal(leave(page, begin))).toMatchObject({ code: 'page_missing' })
    expect(world.requests()).toEqual([])
  })
})

describe('signing up where a sign-up is under way', () => {
  const emailAddress = 'nina@example.org'
  const begun = (world: World) => world.requests().filter((request) => /sign_ups/.test(request))
  const required = { required: ['email_address', 'username'] }

  test.each([
    ['said its address', { emailAddress }],
    ['said its name', { firstName: 'Nina' }],
    ['said nothing', {}],
  ])('behavior: one that has %s is gone on with, if that is wanted', async (_, said) => {
    const { world, page } = await openPage({ signUp: required })
    const { id } = await createSignUp(page.frontdesk, said)
    const url = await leave(page, signUpWithRedirect, { continueSignUp: true } as object)
    expect(begun(world)).toEqual(['POST /client/sign_ups', `PATCH /client/sign_ups/${id}`])
    const { tab } = await pass(world, page, url, nina)
    const next = world.open({ tab })
    expect(await handleRedirectCallback(next.frontdesk)).toMatchObject({
      status: 'continue-sign-up',
      signUp: { id, firstName: 'Nina', missingFields: ['username'] },
    })
  })

  test('behavior: one that misses its enterprise is led there', async () => {
    const { world, page } = await openPage({ strategies: ['password', 'email_code', 'enterprise_sso'] })
    const address = 'nina@acme.example'
    const { id, missingFields } = await createSignUp(page.frontdesk, {
      emailAddress: address,
      password: 'nina-password',
    })
    expect(missingFields).toEqual(['enterpriseSso'])
    const urls: string[] = []
    await signUpWithRedirect(page.frontdesk, {
      strategy: 'enterprise_sso',
      redirectUrl: '/back',
      navigate: (url) => void urls.push(url),
    })
    expect(begun(world).at(-1)).toBe(`PATCH /client/sign_ups/${id}`)
    const { tab } = await pass(world, page, urls[0]!, { email_address: address })
    const next = world.open({ tab })
    expect(await handleRedirectCallback(next.frontdesk)).toMatchObject({ status: 'signed-in' })
  })

  test.each<[string, (page: Page) => Promise<boolean>]>([
    ['none', async () => true],
    ['one that has left for a provider', async (page) => !(await leave(page, signUpWithRedirect))],
    [
      'one that this tab has left behind',
      async ({ frontdesk }) => {
        const { id } = await createSignUp(frontdesk, { emailAddress })
        forgottenIn(frontdesk._internal).write(id!)
        return true
      },
    ],
  ])('behavior: with %s another is begun', async (_, act) => {
    const { world, page } = await openPage({ signUp: required })
    const continueSignUp = await act(page)
    await leave(page, signUpWithRedirect, { strategy: 'oauth_github', continueSignUp } as object)
    expect(begun(world).at(-1)).toBe('POST /client/sign_ups')
  })

  test.each([
    ['said its address', { emailAddress: 'bob@example.org', firstName: 'Bob' }],
    ['said its name', { firstName: 'Bob' }],
    ['said nothing', {}],
  ])('error: what somebody else who has %s left half done is nobody’s', async (_, said) => {
    const { world, page } = await openPage({ signUp: required })
    const { id } = await createSignUp(page.frontdesk, said)
    const { tab } = await pass(world, page, await leave(page, signUpWithRedirect), nina)
    const outcome = await handleRedirectCallback(world.open({ tab }).frontdesk)
    expect(outcome).toMatchObject({ status: 'continue-sign-up', signUp: { firstName: 'Nina' } })
    expect(outcome).not.toMatchObject({ signUp: { id } })
  })

  test('error: nor is it one’s whose organization is asked, unless it misses that', async () => {
    const { world, page } = await openPage({
      strategies: ['password', 'email_code', 'enterprise_sso'],
      signUp: required,
    })
    await createSignUp(page.frontdesk, { firstName: 'Bob' })
    await leave(page, signUpWithRedirect, {
      strategy: 'enterprise_sso' as never,
      identifier: 'nina@acme.example',
    })
    expect(begun(world)).toEqual(['POST /client/sign_ups', 'POST /client/sign_ups'])
  })

  test.each([
    ['an odd verification', { verifications: { external_account: 'none' } }],
    ['another', { verifications: { external_account: 1 } }],
    ['a third', { verifications: { email_address: [] } }],
  ])('behavior: one with %s keeps nobody from signing up', async (_, odd) => {
    const { world, page } = await openPage({ signUp: required })
    const { fetch } = page.frontdesk._internal.ambient
    page.frontdesk._internal.ambient.fetch = async (url, init) => {
      const answer = await fetch(url, init)
      const body = (await answer.json()) as { client?: { sign_up: object } }
      if (body.client) Object.assign(body.client.sign_up, odd)
      return new Response(JSON.stringify(body), answer)
    }
    await createSignUp(page.frontdesk)
    expect(page.frontdesk._internal.client?.signUp).toMatchObject({ status: 'missing_requirements' })
    await leave(page, signUpWithRedirect, { continueSignUp: true } as object)
    expect(begun(world)).toEqual(['POST /client/sign_ups', 'POST /client/sign_ups'])
  })

  test.each([
    [403, 'sign_up_cannot_be_updated'],
    [404, 'resource_not_found'],
  ])(
    'behavior: one that is refused with %i gives way to another, unless it is insisted on',
    async (status, code) => {
      const { world, page } = await openPage({ strategies: ['password', 'email_code', 'enterprise_sso'] })
      const given = { emailAddress: 'nina@acme.example', password: 'nina-password' }
      const { id } = await createSignUp(page.frontdesk, given)
      const go = (parameters: object = {}) =>
        leave(page, signUpWithRedirect, {
          strategy: 'enterprise_sso' as never,
          identifier: given.emailAddress,
          ...parameters,
        })
      const refuse = () =>
        world.fault(`PATCH /client/sign_ups/${id}`, { status, body: { errors: [{ code }] } })
      refuse()
      expect(await refusal(go({ continueSignUp: true }))).toMatchObject({ code, status })
      refuse()
      await go()
      expect(begun(world).slice(-2)).toEqual([`PATCH /client/sign_ups/${id}`, 'POST /client/sign_ups'])
    },
  )
})
