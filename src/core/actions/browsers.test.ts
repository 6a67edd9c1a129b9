import { describe, expect, test, vi } from 'vitest'
import { type Answer, is, nameIn, nina, openPage } from '../../../test/support/through'
import {
  alice,
  bob,
  memoryStorage,
  refusal,
  type World,
  type WorldOptions,
} from '../../../test/support/world'
import {
  attemptSecondFactor,
  createSignIn,
  getClient,
  nativeScheme,
  type OpenBrowserParameters,
  retry,
  signInWithBrowser,
  signUpWithBrowser,
} from '../../core'

const redirectUrl = 'myapp://signed-in'
const strategy = 'oauth_google'

const both = [
  ['signing in', signInWithBrowser],
  ['signing up', signUpWithBrowser],
] as const

const openApp = async (options: WorldOptions = {}) => {
  const { world, page } = await openPage({ scheme: 'native', ...options })
  return { world, page, frontdesk: page.frontdesk }
}

/** A browser of the device, which shares nothing with the app. */
const answering =
  ({ fapi }: World, form: Answer) =>
  async (url: string) => {
    const headers = { origin: new URL(url).origin }
    const body = new URLSearchParams(form)
    const answered = await fapi.fetch(new Request(url, { method: 'POST', body, headers }))
    const back = await fapi.fetch(new Request(new URL(answered.headers.get('location')!, url)))
    return back.headers.get('location')
  }

/** Goes through, and gives the URL that the browser was led to last, too. */
async function goThrough(world: World, frontdesk: Parameters<typeof signInWithBrowser>[0], form: Answer) {
  let back = ''
  const openBrowser = async (url: string) => {
    back = (await answering(world, form)(url)) ?? ''
    return back
  }
  const outcome = await signInWithBrowser(frontdesk, { strategy, redirectUrl, openBrowser })
  return { outcome, back }
}

describe.each(both)('%s through a browser', (_, begin) => {
  test.each([
    ['who is known', is(alice), 'Alice'],
    ['who is new', nina, 'Nina'],
  ])('behavior: %s is signed in, though somebody else is shown', async (_, form, name) => {
    const { world, page, frontdesk } = await openApp({ signedIn: [bob] })
    const tokens = () => [...world.storage.items.values()]
    const before = tokens()
    const openBrowser = answering(world, form)
    const outcome = await begin(frontdesk, { strategy, redirectUrl, openBrowser })
    expect(outcome).toEqual({ status: 'signed-in', sessionId: world.fapi.sessions[1]!.id })
    expect(nameIn(page)).toBe(name)
    expect(tokens()).toHaveLength(1)
    expect(tokens()).not.toEqual(before)
    const again = page.reload()
    await getClient(again.frontdesk)
    expect(again.frontdesk.state.connection.status).toBe('ready')
  })

  test('behavior: it finishes, though the app asks something before it has its new token', async () => {
    const { world, page, frontdesk } = await openApp({ signedIn: [bob] })
    const openBrowser = async (url: string) => {
      const back = await answering(world, is(alice))(url)
      // E.g. because a token was due.
      await retry(frontdesk)
      return back
    }
    expect(await begin(frontdesk, { strategy, redirectUrl, openBrowser })).toMatchObject({
      status: 'signed-in',
    })
    expect(nameIn(page)).toBe('Alice')
    expect(frontdesk.state.connection.status).toBe('ready')
  })

  test('behavior: it goes on where more is to be done', async () => {
    const totpSecret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ'
    const ann = { identifier: 'ann@example.com', password: 'ann-password', firstName: 'Ann', totpSecret }
    const { world, page, frontdesk } = await openApp({ users: [ann] })
    const openBrowser = answering(world, is(ann))
    const outcome = await begin(frontdesk, { strategy, redirectUrl, openBrowser })
    if (outcome.status !== 'continue-sign-in') throw new Error(outcome.status)
    expect(outcome.signIn.status).toBe('needs_second_factor')
    const code = await world.fapi.totpCode(ann.identifier)
    await attemptSecondFactor(frontdesk, { signInId: outcome.signIn.id, strategy: 'totp', code })
    expect(nameIn(page)).toBe('Ann')
  })

  test('behavior: of several taps the first begins, and one browser is opened', async () => {
    const { world, frontdesk } = await openApp()
    const openBrowser = vi.fn(answering(world, is(alice)))
    const tap = (strategy: 'oauth_google' | 'oauth_github') =>
      begin(frontdesk, { strategy, redirectUrl, openBrowser })
    const [one, two, other] = await Promise.all([
      tap('oauth_google'),
      tap('oauth_google'),
      tap('oauth_github'),
    ])
    expect([one.status, two, other]).toEqual(['signed-in', one, one])
    expect(openBrowser).toHaveBeenCalledTimes(1)
  })

  test('error: refused at the provider, it says so', async () => {
    const { world, frontdesk } = await openApp()
    const openBrowser = answering(world, { error: 'access_denied' })
    expect(await begin(frontdesk, { strategy, redirectUrl, openBrowser })).toMatchObject({
      status: 'refused',
      error: { code: 'oauth_access_denied', errors: [{ code: 'oauth_access_denied' }] },
    })
    expect(frontdesk.state.session.status).toBe('signed-out')
  })

  test('error: come back too late, it says so, and begins anew', async () => {
    const { world, page, frontdesk } = await openApp({ signedIn: [bob] })
    const late = async (url: string) => {
      const body = new URLSearchParams(is(alice))
      const headers = { origin: new URL(url).origin }
      const answered = await world.fapi.fetch(new Request(url, { method: 'POST', body, headers }))
      world.fapi.clock.advance(11 * 60_000)
      const back = await world.fapi.fetch(new Request(new URL(answered.headers.get('location')!, url)))
      return back.headers.get('location')
    }
    expect(await begin(frontdesk, { strategy, redirectUrl, openBrowser: late })).toMatchObject({
      status: 'refused',
      error: { code: 'verification_expired', errors: [{ code: 'verification_expired' }] },
    })
    expect(nameIn(page)).toBe('Bob')
    const parameters = { strategy, redirectUrl, openBrowser: answering(world, is(alice)) } as const
    expect(await begin(frontdesk, parameters)).toMatchObject({ status: 'signed-in' })
  })

  test.each([
    ['closed', undefined],
    ['led to another app', 'other://signed-in?created_session_id=sess_1&rotating_token_nonce=x'],
    ['led to another place in it', 'myapp://elsewhere?rotating_token_nonce=x'],
    ['led elsewhere', 'https://evil.example/?rotating_token_nonce=x'],
    ['led to no URL', ':'],
  ])(
    'error: where the browser is %s, it is redirect_unfinished, and nothing more is asked',
    async (_, back) => {
      const { world, page, frontdesk } = await openApp({ signedIn: [bob] })
      let sent = 0
      const openBrowser = async () => {
        sent = world.requests().length
        return back
      }
      expect(await begin(frontdesk, { strategy, redirectUrl, openBrowser })).toMatchObject({
        status: 'refused',
        error: { code: 'redirect_unfinished' },
      })
      expect(world.requests()).toHaveLength(sent)
      expect(nameIn(page)).toBe('Bob')
      // And begins anew.
      const parameters = { strategy, redirectUrl, openBrowser: answering(world, is(alice)) } as const
      expect(await begin(frontdesk, parameters)).toMatchObject({ status: 'signed-in' })
    },
  )

  test('error: what openBrowser throws is thrown', async () => {
    const { frontdesk } = await openApp()
    const openBrowser = () => Promise.reject(new Error('no browser'))
    expect(await refusal(begin(frontdesk, { strategy, redirectUrl, openBrowser }))).toMatchObject({
      message: 'no browser',
    })
  })

  test.each(['javascript:alert(1)', 'data:text/html,x', 'nowhere'])(
    'error: %s is no way back',
    async (url) => {
      const { world, frontdesk } = await openApp()
      const sent = world.requests().length
      const parameters = { strategy, redirectUrl: url, openBrowser: async () => url } as const
      expect(await refusal(begin(frontdesk, parameters))).toMatchObject({
        name: 'FrontdeskError',
        code: 'invalid_redirect_url',
      })
      expect(world.requests()).toHaveLength(sent)
    },
  )

  test('error: a page is told what to call: a popup could not say where it was led', async () => {
    const { world, page } = await openPage()
    const openBrowser = vi.fn<OpenBrowserParameters['openBrowser']>()
    const parameters = { strategy, redirectUrl: 'https://evil.example/', openBrowser } as const
    expect(await refusal(begin(page.frontdesk, parameters))).toMatchObject({
      name: 'TypeError',
      message: expect.stringContaining('WithRedirect()'),
    })
    expect(openBrowser).not.toHaveBeenCalled()
    expect(world.requests('POST /client/sign_ins')).toEqual([])
  })
})

describe('a nonce that is not for this sign-in', () => {
  const nonceOf = (url: string) => new URL(url).searchParams.get('rotating_token_nonce')!

  test.each<[string, (world: World) => Promise<string>]>([
    ['forged', async () => 'x'.repeat(40)],
    [
      "another device's",
      async (world) => {
        let back = ''
        const other = world.open({ scheme: nativeScheme({ storage: memoryStorage() }) })
        await signInWithBrowser(other.frontdesk, {
          strategy,
          redirectUrl,
          openBrowser: async (page) => {
            back = (await answering(world, is(alice))(page)) ?? ''
            return undefined
          },
        })
        return nonceOf(back)
      },
    ],
    [
      'used before',
      async (world) => {
        const own = world.open()
        const { back } = await goThrough(world, own.frontdesk, is(alice))
        return nonceOf(back)
      },
    ],
  ])('error: %s is refused, and whoever is shown stays', async (_, makeNonce) => {
    const { world, page, frontdesk } = await openApp({ signedIn: [bob] })
    const nonce = await makeNonce(world)
    await getClient(frontdesk)
    const before = [...world.storage.items.values()]
    const openBrowser = async () => `${redirectUrl}?created_session_id=sess_1&rotating_token_nonce=${nonce}`
    const outcome = await signInWithBrowser(frontdesk, { strategy, redirectUrl, openBrowser })
    expect(outcome).toMatchObject({ status: 'refused', error: { name: 'FrontdeskError' } })
    expect(outcome.status === 'refused' && outcome.error.message).not.toContain(nonce)
    expect(nameIn(page)).toBe('Bob')
    expect([...world.storage.items.values()]).toEqual(before)
    await createSignIn(frontdesk, alice).catch(() => {})
    await getClient(frontdesk)
    expect(frontdesk.state.connection.status).toBe('ready')
  })

  test('error: a code that another app has made up is no text of ours', async () => {
    const { frontdesk } = await openApp()
    const openBrowser = async () => `${redirectUrl}?__clerk_status=failed&__clerk_error_code=<b>pay</b> here`
    const outcome = await signInWithBrowser(frontdesk, { strategy, redirectUrl, openBrowser })
    expect(outcome).toMatchObject({ status: 'refused', error: { code: 'redirect_unfinished' } })
  })
})
