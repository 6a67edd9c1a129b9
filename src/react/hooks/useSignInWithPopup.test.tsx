import { waitFor } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { app, origins, playWindow, portal, say } from '../../../test/support/popup'
import { perform, renderHookInPage } from '../../../test/support/render'
import { is, nina } from '../../../test/support/through'
import { alice, bob, booted, createWorld, refusal, type WorldOptions } from '../../../test/support/world'
import { signInWithPopup, signInWithRedirect, signUpWithPopup } from '../../core'
import {
  useConnectionStatus,
  useSession,
  useSignIn,
  useSignInWithPopup,
  useSignUp,
  useSignUpWithPopup,
} from '../../index'

const strategy = 'oauth_google'
const both = [
  ['in', useSignInWithPopup],
  ['up', useSignUpWithPopup],
] as const

async function stage(use: (typeof both)[number][1] = useSignInWithPopup, options: WorldOptions = {}) {
  const world = await createWorld({ scheme: 'browser', origins, ...options })
  const page = world.open({ mount: false })
  const shown = renderHookInPage(page, () => ({
    ...{ connection: useConnectionStatus(), session: useSession(), signIn: useSignIn(), signUp: useSignUp() },
    popup: use(),
  }))
  await waitFor(() => expect(shown.result.current.connection.status).toBe('ready'), { timeout: 10_000 })
  const there = playWindow(world)
  const { openWindow } = there
  const open = (parameters: object = {}) =>
    shown.result.current.popup.open({ strategy, openWindow, ...parameters })
  const begun = () => world.requests().filter((request) => /^POST .*sign_(in|up)s$/.test(request))
  return { world, page, there, open, begun, ...shown }
}

const unfinished = { status: 'refused', error: { name: 'FrontdeskError', code: 'redirect_unfinished' } }

describe.each(both)('signing %s', (_, use) => {
  test.each([
    ['who is known', is(alice), 'Alice'],
    ['who is new', nina, 'Nina'],
  ])('behavior: %s is signed in here, though somebody else was shown', async (_, form, name) => {
    const { world, there, open, result } = await stage(use, { signedIn: [bob] })
    const outcome = await perform(async () => {
      const opening = open()
      there.tell(await there.answer(form))
      return opening
    })
    expect(outcome).toEqual({ status: 'signed-in', sessionId: world.fapi.sessions.at(-1)!.id })
    expect(result.current.session.session?.user.firstName).toBe(name)
    expect(result.current.popup).toMatchObject({ outcome, isPending: false, error: null })
    expect(there.popup.close).toHaveBeenCalled()
  })

  test('behavior: the window is open before the click is over, and nothing is sent before', async () => {
    const { there, open, begun } = await stage(use)
    const opening = open()
    expect(there.openWindow).toHaveBeenCalledTimes(1)
    expect(begun()).toEqual([])
    there.popup.closed = true
    await perform(() => opening)
  })

  test('error: popup_blocked, and nothing is begun', async () => {
    const { there, open, begun, result } = await stage(use)
    for (const blocked of [null, { ...there.popup, closed: true }]) {
      there.openWindow.mockReturnValueOnce(blocked)
      const error = await perform(() => refusal(open()))
      expect(error).toMatchObject({ name: 'FrontdeskError', code: 'popup_blocked' })
      expect(result.current.popup.error).toBe(error)
    }
    expect(begun()).toEqual([])
  })

  test('behavior: closed by the user it is unfinished, and begins anew', async () => {
    const { world, there, open, result } = await stage(use, { signedIn: [bob] })
    const outcome = await perform(async () => {
      const opening = open()
      await vi.waitFor(() => expect(there.opened).toHaveLength(1), 10_000)
      there.popup.closed = true
      return opening
    })
    expect(outcome).toMatchObject(unfinished)
    expect(result.current.session.session?.user.firstName).toBe('Bob')
    const next = playWindow(world)
    await perform(async () => {
      const opening = open({ openWindow: next.openWindow })
      next.tell(await next.answer(is(alice)))
      return opening
    })
    expect(result.current.popup.outcome).toMatchObject({ status: 'signed-in' })
  })

  test('behavior: closed before it has said so, it is signed in all the same', async () => {
    const { there, open, result } = await stage(use)
    await perform(async () => {
      const opening = open()
      await there.answer(is(alice))
      there.popup.closed = true
      return opening
    })
    expect(result.current.popup.outcome).toMatchObject({ status: 'signed-in' })
  })
})

test('behavior: the portal is told where the app goes on', async () => {
  const { there, open } = await stage()
  const opening = open({ redirectUrl: '/signed-in?a=1' })
  const at = await perform(() => there.answer({ email_address: alice.identifier, unverified: 'true' }))
  expect(at.origin + at.pathname).toBe(`${portal}/popup-callback`)
  expect(at.searchParams.get('return_url')).toBe(`${app}/signed-in?a=1`)
  there.tell(at)
  await perform(() => opening)
})

test('behavior: more is to be done: the forms go on here', async () => {
  const { there, open, result } = await stage()
  const outcome = await perform(async () => {
    const opening = open()
    there.tell(await there.answer({ email_address: alice.identifier, unverified: 'true' }))
    return opening
  })
  expect(outcome).toMatchObject({ status: 'continue-sign-in', signIn: { status: 'needs_first_factor' } })
  expect(result.current.signIn.signIn.status).toBe('needs_first_factor')
  const up = await stage(useSignUpWithPopup, { signUp: { required: ['username'] } })
  const goesOn = await perform(async () => {
    const opening = up.open()
    up.there.tell(await up.there.answer(nina))
    return opening
  })
  expect(goesOn).toMatchObject({ status: 'continue-sign-up', signUp: { missingFields: ['username'] } })
})

test('behavior: refused at the provider it says so', async () => {
  const { there, open, result } = await stage()
  const outcome = await perform(async () => {
    const opening = open()
    there.tell(await there.answer({ error: 'access_denied' }))
    return opening
  })
  expect(outcome).toMatchObject({ status: 'refused', error: { code: 'oauth_access_denied' } })
  expect(result.current.session.status).toBe('signed-out')
})

test('behavior: a second click shows the window that is open, and comes to the same', async () => {
  const { there, open, begun } = await stage()
  const clicks = [open(), open(), open({ strategy: 'oauth_github' })]
  expect(there.openWindow).toHaveBeenCalledTimes(1)
  expect(there.popup.focus).toHaveBeenCalledTimes(2)
  const [one, two, three] = await perform(async () => {
    there.tell(await there.answer(is(alice)))
    return Promise.all(clicks)
  })
  expect(one).toMatchObject({ status: 'signed-in' })
  expect([two, three]).toEqual([one, one])
  expect(begun()).toHaveLength(1)
})

test('behavior: a component that goes closes it, and hears nothing', async () => {
  const { there, open, unmount, world } = await stage()
  const opening = open()
  await vi.waitFor(() => expect(there.opened).toHaveLength(1), 10_000)
  unmount()
  expect(there.popup.closed).toBe(true)
  expect(await opening).toMatchObject(unfinished)
  const sent = world.requests().length
  say(there.popup, { session: 'sess_1' })
  await new Promise((resolve) => setTimeout(resolve, 1))
  expect(world.requests()).toHaveLength(sent)
})

describe('giving up', () => {
  test.each([
    ['the app’s signal', true],
    ['the component', false],
  ])('behavior: %s closes it, whatever signal the app gave', async (_, isOwn) => {
    const { there, open, unmount } = await stage()
    const life = new AbortController()
    const opening = open({ signal: isOwn ? life.signal : undefined })
    await vi.waitFor(() => expect(there.opened).toHaveLength(1), 10_000)
    if (isOwn) life.abort()
    else unmount()
    expect(there.popup.closed).toBe(true)
    expect(await perform(() => opening)).toMatchObject(unfinished)
  })

  test('behavior: a component that goes closes one whose signal the app gave', async () => {
    const { there, open, unmount } = await stage()
    const opening = open({ signal: new AbortController().signal })
    await vi.waitFor(() => expect(there.opened).toHaveLength(1), 10_000)
    unmount()
    expect(there.popup.closed).toBe(true)
    expect(await opening).toMatchObject(unfinished)
  })

  test('behavior: given up before, no window is opened', async () => {
    const { page, there, open, begun } = await stage()
    const signal = AbortSignal.abort()
    const { openWindow } = there
    expect(await perform(() => open({ signal }))).toMatchObject(unfinished)
    expect(await signInWithPopup(page.frontdesk, { strategy, openWindow, signal })).toMatchObject(unfinished)
    expect(openWindow).not.toHaveBeenCalled()
    expect(begun()).toEqual([])
  })

  test('behavior: the last unmount while it begins closes it, and nobody listens any more', async () => {
    const world = await createWorld({ scheme: 'browser', origins })
    const page = world.open()
    await booted(page.frontdesk)
    const there = playWindow(world)
    const { ambient } = page.frontdesk._internal
    const { fetch } = ambient
    let release!: () => void
    const held = new Promise<void>((resolve) => {
      release = resolve
    })
    ambient.fetch = async (url, init) => {
      const answer = await fetch(url, init)
      await held
      return answer
    }
    const opening = signInWithPopup(page.frontdesk, { strategy, openWindow: there.openWindow })
    await vi.waitFor(() => expect(world.requests('POST /client/sign_ins')).toHaveLength(1))
    page.unmount()
    await vi.waitFor(() => expect(there.popup.closed).toBe(true))
    release()
    const listens = vi.spyOn(globalThis, 'addEventListener')
    await opening.catch(() => {})
    expect(listens).not.toHaveBeenCalledWith('message', expect.anything())
    expect(there.opened).toEqual([])
    listens.mockRestore()
  })

  test('error: one that cannot begin is told once, however long `onMutate` takes', async () => {
    const world = await createWorld({ scheme: 'browser', origins })
    const page = world.open({ mount: false })
    const onMutate = () => new Promise<void>((resolve) => setTimeout(resolve, 20))
    const { result } = renderHookInPage(page, () => useSignInWithPopup({ onMutate }))
    const unhandled = vi.fn()
    process.on('unhandledRejection', unhandled)
    const error = await perform(() =>
      refusal(result.current.open({ strategy, openWindow: () => null }) as Promise<unknown>),
    )
    process.off('unhandledRejection', unhandled)
    expect(error).toMatchObject({ code: 'popup_blocked' })
    expect(unhandled).not.toHaveBeenCalled()
  })
})

test('behavior: what it says as it closes counts, also where that comes after', async () => {
  const { world, there, open } = await stage(useSignInWithPopup, { signedIn: [bob] })
  const outcome = await perform(async () => {
    const opening = open()
    await vi.waitFor(() => expect(there.opened).toHaveLength(1), 10_000)
    // The answer is under way: it comes once the look has found it closed.
    let looks = 0
    Object.defineProperty(there.popup, 'closed', {
      get() {
        if (++looks === 1) setTimeout(async () => there.tell(await there.answer(is(alice))), 5)
        return true
      },
      set() {},
    })
    return opening
  })
  expect(outcome).toEqual({ status: 'signed-in', sessionId: world.fapi.sessions.at(-1)!.id })
})

test('behavior: a redirect takes the place of an open popup, and leaves', async () => {
  const { page, there, open, begun } = await stage()
  const opening = open()
  await vi.waitFor(() => expect(there.opened).toHaveLength(1), 10_000)
  const navigate = vi.fn()
  await perform(() => signInWithRedirect(page.frontdesk, { strategy: 'oauth_github', navigate }))
  expect(navigate).toHaveBeenCalledTimes(1)
  expect(there.popup.closed).toBe(true)
  expect(begun()).toHaveLength(2)
  expect(await perform(() => opening)).toMatchObject(unfinished)
})

test('behavior: two roots of a page open one window', async () => {
  const world = await createWorld({ scheme: 'browser', origins })
  const page = world.open()
  const other = world.open({ tab: page.tab })
  for (const { frontdesk } of [page, other]) await booted(frontdesk)
  const { popup, openWindow, answer, tell } = playWindow(world)
  const opening = [page, other].map(({ frontdesk }) => signInWithPopup(frontdesk, { strategy, openWindow }))
  expect(openWindow).toHaveBeenCalledTimes(1)
  expect(popup.focus).toHaveBeenCalledTimes(1)
  tell(await answer(is(alice)))
  const [one, two] = await Promise.all(opening)
  expect(one).toMatchObject({ status: 'signed-in' })
  expect(two).toEqual(one)
})

describe('messages', () => {
  const session = { session: 'sess_1' }
  test.each<[string, (popup: object) => void]>([
    ['another origin', (popup) => say(popup, session, 'https://evil.example')],
    ['an origin like it', (popup) => say(popup, session, `${portal}.evil.example`)],
    ['the app’s own origin', (popup) => say(popup, session, app)],
    ['the portal over http', (popup) => say(popup, session, portal.replace('https', 'http'))],
    ['another window', () => say({ closed: false }, session)],
    ['no window', () => say(null, session)],
    ['what leads elsewhere', (popup) => say(popup, { return_url: 'https://evil.example/' })],
    ['what leads nowhere', (popup) => say(popup, { return_url: 'javascript:alert(1)' })],
    ['something else', (popup) => say(popup, { session: 1, return_url: {} })],
    ['nothing', (popup) => say(popup, null)],
  ])('error: of %s nothing is heard', async (_, forge) => {
    const { world, there, open, result } = await stage(useSignInWithPopup, { signedIn: [bob] })
    const opening = open()
    await vi.waitFor(() => expect(there.opened).toHaveLength(1), 10_000)
    const sent = world.requests().length
    forge(there.popup)
    await new Promise((resolve) => setTimeout(resolve, 5))
    expect(world.requests()).toHaveLength(sent)
    expect(there.popup.closed).toBe(false)
    expect(result.current.session.session?.user.firstName).toBe('Bob')
    there.popup.closed = true
    expect(await perform(() => opening)).toMatchObject(unfinished)
  })

  test('error: a session that is not this client’s is nobody’s here', async () => {
    const { there, open, result } = await stage(useSignInWithPopup, { signedIn: [bob] })
    const opening = open()
    await vi.waitFor(() => expect(there.opened).toHaveLength(1), 10_000)
    say(there.popup, session)
    expect(await perform(() => opening)).toMatchObject(unfinished)
    expect(result.current.session.session?.user.firstName).toBe('Bob')
  })

  test('behavior: a session whose attempt the client has forgotten is this tab’s', async () => {
    const { world, page, there, open, result } = await stage(useSignInWithPopup, { signedIn: [bob] })
    const { fetch } = page.frontdesk._internal.ambient
    const outcome = await perform(async () => {
      const opening = open()
      const at = await there.answer(is(alice))
      // As Clerk does with some that are complete.
      page.frontdesk._internal.ambient.fetch = async (url, init) => {
        const answer = await fetch(url, init)
        if (init.method !== 'GET') return answer
        const body = (await answer.json()) as { response: { sign_in: unknown } }
        body.response.sign_in = null
        return new Response(JSON.stringify(body), answer)
      }
      there.tell(at)
      return opening
    })
    expect(outcome).toEqual({ status: 'signed-in', sessionId: world.fapi.sessions.at(-1)!.id })
    expect(result.current.session.session?.user.firstName).toBe('Alice')
  })
})

describe('where there are none', () => {
  beforeEach(() => void vi.stubGlobal('open', vi.fn()))
  afterEach(() => vi.unstubAllGlobals())

  test.each([
    ['in', signInWithPopup],
    ['up', signUpWithPopup],
  ] as const)(
    'error: popup_unsupported with a development key, signing %s: no window is opened',
    async (_, begin) => {
      const world = await createWorld()
      const { frontdesk } = world.open()
      const sent = world.requests().length
      const error = await refusal(begin(frontdesk, { strategy }))
      expect(error).toMatchObject({ name: 'FrontdeskError', code: 'popup_unsupported' })
      expect(window.open).not.toHaveBeenCalled()
      expect(world.requests()).toHaveLength(sent)
    },
  )

  test('error: with a production key whose host has no portal beside it', async () => {
    const world = await createWorld({ publishableKey: `pk_live_${btoa('fapi.frontdesk.example$')}` })
    const { frontdesk } = world.open()
    expect(await refusal(signInWithPopup(frontdesk, { strategy }))).toMatchObject({
      code: 'popup_unsupported',
    })
  })

  test('error: the box says so, too, and the window is closed', async () => {
    const { there, open, result } = await stage(useSignInWithPopup, { origins: undefined })
    const error = await perform(() => refusal(open()))
    expect(error).toMatchObject({ name: 'FrontdeskError', code: 'popup_unsupported', status: 422 })
    expect(result.current.popup.error).toBe(error)
    expect(there.popup.closed).toBe(true)
    expect(there.opened).toEqual([])
  })

  test('error: page_missing in a native app', async () => {
    const world = await createWorld({ scheme: 'native' })
    const { frontdesk } = world.open()
    expect(await refusal(signInWithPopup(frontdesk, { strategy }))).toMatchObject({ code: 'page_missing' })
  })

  test('error: invalid_redirect_url, and no window is opened', async () => {
    const { there, open } = await stage()
    for (const redirectUrl of ['https://evil.example/', 'javascript:alert(1)', 'http://[']) {
      expect(await perform(() => refusal(open({ redirectUrl })))).toMatchObject({
        code: 'invalid_redirect_url',
      })
    }
    expect(there.openWindow).not.toHaveBeenCalled()
  })
})
