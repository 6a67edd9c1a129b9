import { describe, expect, test, vi } from 'vitest'
import { holdAnswers } from '../../../test/support/heldAnswers'
import {
  appServer,
  goThrough,
  is,
  type Leave,
  leave,
  nameIn,
  nina,
  openPage,
  pass,
  shownIn,
} from '../../../test/support/through'
import { alice, bob, booted, carol, createWorld, type Page, type World } from '../../../test/support/world'
import {
  attemptFirstFactor,
  attemptSecondFactor,
  createSignIn,
  createSignUp,
  handleRedirectCallback,
  setActive,
  signInWithRedirect,
  signOut,
  signUpWithRedirect,
} from '../../core'

const both: readonly [string, Leave][] = [
  ['in', signInWithRedirect],
  ['up', signUpWithRedirect],
]
const none = { status: 'none' }
const unfinished = { status: 'refused', error: { name: 'FrontdeskError', code: 'redirect_unfinished' } }

const sessionIds = ({ fapi }: World) =>
  fapi.sessions.filter(({ status }) => status === 'active').map(({ id }) => id)

describe('signed in', () => {
  test.each(
    both.flatMap(([way, begin]) =>
      (['devBrowser', 'browser'] as const).map((scheme) => ({ scheme, way, begin })),
    ),
  )(
    'behavior: $scheme, who is known is, whether they have signed in or up: $way',
    async ({ scheme, begin }) => {
      const { world, page } = await openPage({ scheme })
      const { outcome, next } = await goThrough(world, page, is(alice), begin)
      expect(outcome).toEqual({ status: 'signed-in', sessionId: world.fapi.sessions[0]!.id })
      expect(shownIn(next)).toMatchObject({ status: 'signed-in', session: { user: { firstName: 'Alice' } } })
      expect(next.tab.ambient.page.url()).not.toContain('__clerk')
      expect(world.fapi.clients).toHaveLength(1)
    },
  )

  test.each(both)('behavior: who is new is signed up, whether they sign in or up: %s', async (_, begin) => {
    const { world, page } = await openPage()
    const { outcome, next } = await goThrough(world, page, nina, begin)
    expect(outcome).toEqual({ status: 'signed-in', sessionId: world.fapi.sessions[0]!.id })
    expect(nameIn(next)).toBe('Nina')
    expect(world.requests('POST /client/sign_ups')).toHaveLength(1)
  })

  test('parameters: a new user has the metadata that was given, there and back', async () => {
    const { world, page } = await openPage()
    const unsafeMetadata = { likes_tea: true }
    const { next } = await goThrough(world, page, nina, signUpWithRedirect, { unsafeMetadata } as object)
    expect(shownIn(next).session?.user.unsafeMetadata).toEqual(unsafeMetadata)
    const url = await leave(next)
    const { tab } = await pass(world, next, url, { email_address: 'otto@example.org', first_name: 'Otto' })
    const back = world.open({ tab })
    await handleRedirectCallback(back.frontdesk, { unsafeMetadata })
    expect(shownIn(back).session?.user).toMatchObject({ firstName: 'Otto', unsafeMetadata })
  })

  test('behavior: is who has come back, also in a tab that showed somebody else; other tabs keep theirs', async () => {
    const { world, page } = await openPage({ signedIn: [bob] })
    const other = world.open()
    await booted(other.frontdesk)
    const { outcome, next } = await goThrough(world, page, is(alice))
    expect(outcome.status).toBe('signed-in')
    expect(nameIn(next)).toBe('Alice')
    const again = other.reload()
    await booted(again.frontdesk)
    expect(nameIn(again)).toBe('Bob')
    // E.g. a page that this tab has been on before, from the history.
    expect(await handleRedirectCallback(again.frontdesk)).toMatchObject({ status: 'signed-in' })
    expect(nameIn(again)).toBe('Bob')
  })

  test.each<[string, (world: World, other: Page) => Promise<unknown>]>([
    ['signed in without a provider', (_, other) => createSignIn(other.frontdesk, bob)],
    [
      'followed a link in an e-mail',
      async ({ fapi }, other) => {
        const { identifier } = bob
        const redirectUrl = 'http://localhost:3000/verified'
        await createSignIn(other.frontdesk, { identifier, strategy: 'email_link', redirectUrl })
        const answer = await fapi.fetch(new Request(fapi.emails.entries.at(-1)!.link!))
        expect(answer.headers.get('location')).toContain('__clerk_status=verified')
      },
    ],
    ['come back from one', (world, other) => goThrough(world, other, is(bob))],
    [
      'come back, and not looked yet',
      async (world, other) => pass(world, other, await leave(other), is(bob)),
    ],
    ['come back as somebody new', async (world, other) => pass(world, other, await leave(other), nina)],
    [
      'come back as somebody known, signing up',
      async (world, other) => pass(world, other, await leave(other, signUpWithRedirect), is(bob)),
    ],
  ])('behavior: a tab keeps its session where another one has %s', async (_, act) => {
    for (const hasLeft of [false, true]) {
      const { world, page } = await openPage({ signedIn: [alice] })
      const before = shownIn(page).sessionId
      if (hasLeft) await leave(page)
      const other = world.open()
      await booted(other.frontdesk)
      await act(world, other)
      const sent = world.requests().filter((request) => request.startsWith('POST')).length
      const next = page.reload()
      // From the history, or a page that always asks.
      const outcome = await handleRedirectCallback(next.frontdesk)
      expect(outcome).toEqual({ status: 'signed-in', sessionId: before })
      expect(nameIn(next)).toBe('Alice')
      expect(world.requests().filter((request) => request.startsWith('POST'))).toHaveLength(sent)
    }
  })

  test('behavior: nor does a tab that has left go on with what another one has to prove', async () => {
    const totpSecret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ'
    const ann = { identifier: 'ann@example.com', password: 'ann-password', totpSecret }
    const { world, page } = await openPage({ users: [ann] })
    await leave(page)
    const { outcome } = await goThrough(world, world.open(), is(ann))
    expect(outcome.status).toBe('continue-sign-in')
    const next = page.reload()
    expect(await handleRedirectCallback(next.frontdesk)).toMatchObject(unfinished)
  })

  test.each([
    ['known', is(alice), signInWithRedirect],
    ['known, signing up', is(alice), signUpWithRedirect],
    ['new', nina, signInWithRedirect],
    ['new, signing up', nina, signUpWithRedirect],
  ] as const)(
    'behavior: who comes back in another tab, that shows nobody, is signed in: %s',
    async (_, form, begin) => {
      const { world, page } = await openPage()
      await pass(world, page, await leave(page, begin), form)
      page.unmount()
      const next = world.open()
      expect(await handleRedirectCallback(next.frontdesk)).toMatchObject({ status: 'signed-in' })
      expect(shownIn(next).status).toBe('signed-in')
      expect(world.fapi.sessions).toHaveLength(1)
    },
  )

  test.each([
    ['signing in', signInWithRedirect],
    ['signing up', signUpWithRedirect],
  ] as const)('behavior: is who is signed in on this client already, once, %s', async (_, begin) => {
    const { world, page } = await openPage({ signedIn: [alice, bob] })
    const [ofAlice, ofBob] = world.seeded!.sessionIds
    await setActive(page.frontdesk, { sessionId: ofBob })
    const { outcome, next } = await goThrough(world, page, is(alice), begin)
    expect(outcome).toEqual({ status: 'signed-in', sessionId: ofAlice })
    expect(nameIn(next)).toBe('Alice')
    await setActive(next.frontdesk, { sessionId: ofBob })
    const again = next.reload()
    expect(await handleRedirectCallback(again.frontdesk)).toEqual({ status: 'signed-in', sessionId: ofBob })
    expect(nameIn(again)).toBe('Bob')
    await signOut(again.frontdesk, { sessionId: ofAlice })
    const last = again.reload()
    expect(await handleRedirectCallback(last.frontdesk)).toMatchObject({ sessionId: ofBob })
  })

  test('behavior: with a session that waits for something, it is pending', async () => {
    const { world, page } = await openPage()
    const { outcome, next } = await goThrough(world, page, is(carol))
    expect(outcome.status).toBe('signed-in')
    expect(shownIn(next).status).toBe('pending')
  })

  test('behavior: a reload of the page does not come back once more', async () => {
    const { world, page } = await openPage({ signedIn: [bob] })
    const { next } = await goThrough(world, page, is(alice))
    await setActive(next.frontdesk, { sessionId: world.seeded!.sessionIds[0] })
    const again = next.reload()
    expect(await handleRedirectCallback(again.frontdesk)).toMatchObject({ status: 'signed-in' })
    expect(nameIn(again)).toBe('Bob')
  })

  test('behavior: nor once that session is signed out, by whichever tab', async () => {
    const { world, page } = await openPage()
    const { next } = await goThrough(world, page, is(alice))
    await signOut(next.frontdesk)
    const again = next.reload()
    expect(await handleRedirectCallback(again.frontdesk)).toEqual(none)
    // A session that is over by the time somebody looks.
    const url = await leave(again)
    const { tab } = await pass(world, again, url, is(alice))
    world.fapi.revokeSession(sessionIds(world)[0]!)
    const back = world.open({ tab })
    expect(await handleRedirectCallback(back.frontdesk)).toMatchObject(unfinished)
    expect(shownIn(back).status).toBe('signed-out')
  })

  test.each([
    ['nobody', []],
    ['Bob', [bob]],
  ])(
    'behavior: several calls at a time, and two tabs that show %s, take each step once',
    async (_, signedIn) => {
      const { world, page } = await openPage({ signedIn })
      const url = await leave(page)
      const { tab } = await pass(world, page, url, nina)
      const next = world.open({ tab })
      const other = world.open({ tab: tab.duplicate() })
      const outcomes = await Promise.all([
        handleRedirectCallback(next.frontdesk),
        handleRedirectCallback(next.frontdesk),
        handleRedirectCallback(other.frontdesk),
      ])
      expect(outcomes.map(({ status }) => status)).toEqual(['signed-in', 'signed-in', 'signed-in'])
      expect(nameIn(next)).toBe('Nina')
      expect(world.requests('POST /client/sign_ups')).toHaveLength(1)
      expect(world.fapi.sessions).toHaveLength(signedIn.length + 1)
    },
  )

  test.each(both)(
    'behavior: without locks, two tabs may take the same step, and both are signed in: %s',
    async (_, begin) => {
      const { world, page } = await openPage()
      const url = await leave(page, begin)
      const form = begin === signInWithRedirect ? nina : is(alice)
      const { tab } = await pass(world, page, url, form)
      const twin = tab.duplicate()
      const { fetch, hold } = holdAnswers(twin)
      const release = hold('GET', '/client')
      const locks = undefined
      const slow = world.open({ tab: twin, ambient: { fetch, locks } })
      const late = handleRedirectCallback(slow.frontdesk)
      await vi.waitFor(() => expect(world.requests('GET /client')).toHaveLength(2))
      const quick = world.open({ tab, ambient: { locks } })
      expect(await handleRedirectCallback(quick.frontdesk)).toMatchObject({ status: 'signed-in' })
      release()
      expect(await late).toMatchObject({ status: 'signed-in' })
      expect([quick, slow].map((each) => shownIn(each).status)).toEqual(['signed-in', 'signed-in'])
      expect(world.fapi.sessions).toHaveLength(1)
    },
  )

  test('behavior: a sign-up that is finished counts, though a sign-in was begun before', async () => {
    const { world, page } = await openPage()
    await createSignIn(page.frontdesk, { identifier: alice.identifier })
    const { outcome, next } = await goThrough(world, page, nina, signUpWithRedirect)
    expect(outcome.status).toBe('signed-in')
    expect(nameIn(next)).toBe('Nina')
  })

  test('behavior: so does a sign-in, though a sign-up was begun before', async () => {
    const { world, page } = await openPage({ signUp: { required: ['username'] } })
    const first = await goThrough(world, page, nina, signUpWithRedirect)
    expect(first.outcome.status).toBe('continue-sign-up')
    const { outcome, next } = await goThrough(world, first.next, is(alice))
    expect(outcome.status).toBe('signed-in')
    expect(nameIn(next)).toBe('Alice')
  })
})

describe('more is to be done', () => {
  test('behavior: proved, where the provider does not vouch for the address', async () => {
    const { world, page } = await openPage()
    const { outcome, next } = await goThrough(world, page, { ...is(alice), unverified: 'true' })
    if (outcome.status !== 'continue-sign-in') throw new Error(outcome.status)
    expect(outcome.signIn.status).toBe('needs_first_factor')
    const { password } = alice
    await attemptFirstFactor(next.frontdesk, { signInId: outcome.signIn.id, strategy: 'password', password })
    expect(shownIn(next).status).toBe('signed-in')
  })

  test.each(both)('behavior: proved once more, where the user wants it so: %s', async (_, begin) => {
    const totpSecret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ'
    const ann = { identifier: 'ann@example.com', password: 'ann-password', totpSecret }
    const { world, page } = await openPage({ users: [ann] })
    const { outcome, next } = await goThrough(world, page, is(ann), begin)
    if (outcome.status !== 'continue-sign-in') throw new Error(outcome.status)
    expect(outcome.signIn.status).toBe('needs_second_factor')
    expect(shownIn(next).status).toBe('signed-out')
    const again = next.reload()
    const { id: signInId } = outcome.signIn
    expect(await handleRedirectCallback(again.frontdesk)).toMatchObject({ signIn: { id: signInId } })
    const code = await world.fapi.totpCode(ann.identifier)
    await attemptSecondFactor(again.frontdesk, { signInId, strategy: 'totp', code })
    expect(shownIn(again).status).toBe('signed-in')
  })

  test.each(both)('behavior: said, where all users must say it: %s', async (_, begin) => {
    const { world, page } = await openPage({ signUp: { required: ['username'] } })
    const { outcome, next } = await goThrough(world, page, nina, begin)
    expect(outcome).toMatchObject({ status: 'continue-sign-up', signUp: { missingFields: ['username'] } })
    expect(await handleRedirectCallback(next.reload().frontdesk)).toEqual(outcome)
    expect(world.requests('POST /client/sign_ups')).toHaveLength(1)
  })
})

describe('refused', () => {
  test.each([
    ['nobody', []],
    ['Bob', [bob]],
  ])('error: at the provider, it says so, and the tab shows %s as before', async (_, signedIn) => {
    const { world, page } = await openPage({ signedIn })
    const before = shownIn(page).sessionId
    let last = page
    for (const [, begin] of both) {
      const { outcome, next } = await goThrough(world, last, { error: 'access_denied' }, begin)
      expect(outcome).toMatchObject({
        status: 'refused',
        error: {
          name: 'FrontdeskError',
          code: 'oauth_access_denied',
          errors: [{ code: 'oauth_access_denied' }],
        },
      })
      expect(outcome.status === 'refused' && outcome.error.message).toMatch(/[a-z] [a-z].*/)
      expect(shownIn(next).sessionId).toBe(before)
      last = next
    }
  })

  test.each<[string, (world: World) => void]>([
    ['user_locked', ({ fapi }) => fapi.lockUser(alice.identifier)],
    ['user_banned', ({ fapi }) => fapi.banUser(alice.identifier)],
  ])('error: %s by the Frontend API', async (code, act) => {
    const { world, page } = await openPage()
    act(world)
    expect((await goThrough(world, page, is(alice))).outcome).toMatchObject({ error: { code } })
    expect(world.fapi.sessions).toEqual([])
  })

  test('error: a user whom nobody may become', async () => {
    const { world, page } = await openPage({ signUp: { mode: 'restricted' } })
    const { outcome } = await goThrough(world, page, nina)
    expect(outcome).toMatchObject({ error: { code: 'sign_up_mode_restricted' } })
  })

  test('error: an outage is told as what it is, and the next look finishes', async () => {
    const { world, page } = await openPage()
    const url = await leave(page)
    const { tab } = await pass(world, page, url, nina)
    const mend = world.fault('POST /client/sign_ups', { cut: true })
    const next = world.open({ tab })
    expect(await handleRedirectCallback(next.frontdesk)).toMatchObject({
      status: 'refused',
      error: { code: 'network_error' },
    })
    mend()
    expect(await handleRedirectCallback(next.frontdesk)).toMatchObject({ status: 'signed-in' })
    expect(nameIn(next)).toBe('Nina')
  })

  test('error: so is a client that cannot be had', async () => {
    const { world, page } = await openPage()
    world.fault('GET /client', { status: 403 })
    const outcome = await handleRedirectCallback(page.frontdesk)
    expect(outcome).toMatchObject({ status: 'refused', error: { status: 403 } })
  })

  test('error: no_client_on_server', async () => {
    const world = await createWorld()
    const { frontdesk } = world.open({ mount: false, ambient: { page: undefined } })
    await expect(handleRedirectCallback(frontdesk)).rejects.toMatchObject({ code: 'no_client_on_server' })
  })
})

describe('nobody has come back', () => {
  const forge = (from: string, query: string) => new URL(`/v1/oauth_callback?${query}`, from).href
  const stateOf = (url: string) => new URL(url).searchParams.get('state')!

  test.each<[string, object, (world: World, page: Page) => Promise<unknown>]>([
    ['nothing was begun', none, async () => {}],
    ['something else was begun', none, (_, page) => createSignIn(page.frontdesk)],
    [
      'something else was begun, in a step',
      none,
      (_, page) => createSignIn(page.frontdesk, { strategy: 'passkey' }),
    ],
    [
      'a sign-up was begun',
      none,
      (_, page) => createSignUp(page.frontdesk, { emailAddress: 'nina@example.org' }),
    ],
    ['it was not finished', unfinished, (_, page) => leave(page)],
    [
      'the state is forged',
      unfinished,
      async ({ browser }, page) => {
        const url = await leave(page)
        const { response } = await browser.visit(forge(url, `state=${'x'.repeat(40)}&code=y`), appServer)
        expect(response.status).toBe(400)
      },
    ],
    [
      'the code is forged',
      unfinished,
      async ({ browser }, page) => {
        const url = await leave(page)
        const { response } = await browser.visit(forge(url, `state=${stateOf(url)}&code=y`), appServer)
        expect(response.status).toBe(400)
      },
    ],
    [
      'it took too long',
      unfinished,
      async (world, page) => {
        const url = await leave(page)
        world.fapi.clock.advance(11 * 60_000)
        expect((await pass(world, page, url, is(alice))).url).toContain('/back')
      },
    ],
  ])('behavior: where %s nobody is signed in, and whoever is shown stays', async (_, told, act) => {
    for (const signedIn of [[], [bob]]) {
      const { world, page } = await openPage({ signedIn })
      const before = shownIn(page).sessionId
      await act(world, page)
      const sent = world.requests('POST /client/sign_ups')
      const tab = world.browser.openTab({ url: '/back?state=x&code=y&__clerk_created_session=sess_1' })
      const next = world.open({ tab })
      const outcome = await handleRedirectCallback(next.frontdesk)
      // With nothing under way somebody who is signed in is told so.
      if (outcome.status !== 'signed-in') expect(outcome).toMatchObject(told)
      expect(shownIn(next).sessionId).toBe(before)
      expect(sessionIds(world)).toEqual(before ? [before] : [])
      expect(world.requests('POST /client/sign_ups')).toEqual(sent)
    }
  })

  test('error: what was taken back once is not taken again', async () => {
    const { world, page } = await openPage()
    const { visit, next } = await goThrough(world, page, is(alice))
    const callback = visit.chain.find(({ url }) => url.includes('/v1/oauth_callback'))!.url
    expect((await world.browser.visit(callback, appServer)).response.status).toBe(400)
    expect(sessionIds(world)).toHaveLength(1)
    await signOut(next.frontdesk)
    await world.browser.visit(callback, appServer)
    const again = next.reload()
    expect(await handleRedirectCallback(again.frontdesk)).toEqual(none)
    expect(sessionIds(world)).toEqual([])
  })

  test('error: of two that were begun, only the last comes back', async () => {
    const { world, page } = await openPage()
    const urls = [await leave(page), await leave(page, signInWithRedirect, { strategy: 'oauth_github' })]
    const first = await pass(world, page, urls[0]!, is(bob))
    expect(first.response.status).toBe(400)
    const { tab } = await pass(world, { tab: first.tab }, urls[1]!, is(alice))
    const next = world.open({ tab })
    expect(await handleRedirectCallback(next.frontdesk)).toMatchObject({ status: 'signed-in' })
    expect(nameIn(next)).toBe('Alice')
  })

  test('behavior: whoever has left in the middle signs in otherwise, and a late way back brings nobody', async () => {
    const { world, page } = await openPage()
    const url = await leave(page)
    await createSignIn(page.frontdesk, bob)
    expect(nameIn(page)).toBe('Bob')
    const late = await pass(world, page, url, is(alice))
    expect(late.response.status).toBe(400)
    const { tab } = await world.browser.visit('http://localhost:3000/back', appServer, late)
    const next = world.open({ tab })
    await handleRedirectCallback(next.frontdesk)
    expect(nameIn(next)).toBe('Bob')
    expect(sessionIds(world)).toHaveLength(1)
  })

  test('error: what another browser has finished signs nobody in, here or there', async () => {
    const { world, page } = await openPage({ scheme: 'browser' })
    const url = await leave(page)
    const body = new URLSearchParams(is(alice))
    const headers = { origin: new URL(url).origin }
    const foreign = await world.fapi.fetch(new Request(url, { method: 'POST', body, headers }))
    const callback = new URL(foreign.headers.get('location')!, url)
    const answer = await world.fapi.fetch(new Request(callback))
    expect(answer.status).toBe(403)
    expect(answer.headers.get('set-cookie') ?? '').not.toContain('__client=ey')
    expect(await handleRedirectCallback(page.frontdesk)).toMatchObject(unfinished)
    expect(world.fapi.sessions).toEqual([])
  })
})
