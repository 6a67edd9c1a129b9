import { act, waitFor } from '@testing-library/react'
import { describe, expect, test } from 'vitest'
import { perform, renderHookInBrowser, renderHookInPage } from '../../../test/support/render'
import { nina, pass } from '../../../test/support/through'
import { fakeTime } from '../../../test/support/time'
import { bob } from '../../../test/support/world'
import {
  useConnectionStatus,
  useRedirectCallback,
  useSession,
  useSignIn,
  useSignInWithRedirect,
  useSignUp,
  useSignUpWithRedirect,
} from '../../index'

const strategy = 'oauth_google'
type Options = Parameters<typeof renderHookInBrowser>[1]

/** A page that leaves for a provider. */
async function leave(useLeave = useSignInWithRedirect, options: Options = {}) {
  const there = await renderHookInBrowser(
    () => ({ connection: useConnectionStatus(), leaving: useLeave() }),
    options,
  )
  const { result } = there
  await waitFor(() => expect(result.current.connection.status).toBe('ready'))
  const urls: string[] = []
  const navigate = (url: string) => void urls.push(url)
  await perform(() => result.current.leaving.mutateAsync({ strategy, redirectUrl: '/back', navigate }))
  expect(result.current.leaving).toMatchObject({ status: 'success', data: undefined })
  expect(urls).toHaveLength(1)
  return { ...there, url: urls[0]! }
}

/** The page that comes back, with two components that ask. */
async function comeBack({ world, page, unmount, url }: Awaited<ReturnType<typeof leave>>, form: typeof nina) {
  unmount()
  const { tab } = await pass(world, page, url, form)
  const seen: string[] = []
  const back = renderHookInPage(world.open({ tab, mount: false }), () => {
    const outcomes = [useRedirectCallback(), useRedirectCallback()] as const
    seen.push(outcomes.map(({ status }) => status).join())
    return { outcomes, session: useSession(), signIn: useSignIn(), signUp: useSignUp() }
  })
  await waitFor(() => expect(back.result.current.outcomes[1].status).not.toBe('pending'))
  return { ...back, seen }
}

test.each([
  ['in', useSignInWithRedirect],
  ['up', useSignUpWithRedirect],
] as const)(
  'behavior: signed %s, there and back, once under StrictMode and for two components',
  async (_, useLeave) => {
    const there = await leave(useLeave)
    const { result, seen } = await comeBack(there, nina)
    const { sessionId } = result.current.session
    expect(result.current.outcomes).toEqual([
      { status: 'signed-in', sessionId },
      { status: 'signed-in', sessionId },
    ])
    expect(result.current.session.status).toBe('signed-in')
    expect(seen[0]).toBe('pending,pending')
    expect(there.world.requests('POST /client/sign_ups')).toHaveLength(1)
    // One for each page: booting and finishing ask together.
    expect(there.world.requests('GET /client')).toHaveLength(2)
  },
)

test('behavior: forms go on with what the outcome names', async () => {
  const { result } = await comeBack(await leave(undefined, { signUp: { required: ['username'] } }), nina)
  const { outcomes, signIn, signUp } = result.current
  expect(outcomes[0]).toEqual({ status: 'continue-sign-up', signUp: signUp.signUp })
  expect(signUp.signUp).toMatchObject({ emailAddress: 'nina@example.org', missingFields: ['username'] })
  expect(signIn.signIn.id).toBe(null)
})

test('behavior: a refusal is told, and who is shown stays', async () => {
  const there = await leave(undefined, { signedIn: [bob] })
  const { result } = await comeBack(there, { error: 'access_denied' })
  expect(result.current.outcomes[0]).toMatchObject({
    status: 'refused',
    error: { name: 'FrontdeskError', code: 'oauth_access_denied' },
  })
  expect(result.current.session.session?.user.firstName).toBe('Bob')
})

describe('useRedirectCallback', () => {
  test.each([
    ['nobody', { cut: true }, []],
    ['nobody', { status: 503 }, []],
    ['Bob', { cut: true }, [bob]],
  ])('behavior: after an outage on the way back it looks again: %s, %j', async (_, fault, signedIn) => {
    const there = await leave(undefined, { signedIn })
    there.unmount()
    const { tab } = await pass(there.world, there.page, there.url, nina)
    const mend = there.world.fault('GET /client', fault)
    const page = there.world.open({ tab, mount: false })
    const seen: string[] = []
    const time = fakeTime()
    const { result } = renderHookInPage(page, () => {
      const outcomes = [useRedirectCallback(), useRedirectCallback()] as const
      seen.push(outcomes[0].status)
      return { outcomes, session: useSession() }
    })
    await act(() => time.advance(10_000))
    expect(result.current.outcomes).toMatchObject([{ status: 'refused' }, { status: 'refused' }])
    mend()
    await act(() => time.advance(30_000))
    expect(result.current.outcomes).toMatchObject([{ status: 'signed-in' }, { status: 'signed-in' }])
    expect(result.current.session.session?.user.firstName).toBe('Nina')
    expect(seen.lastIndexOf('pending')).toBeLessThan(seen.indexOf('refused'))
    expect(there.world.requests('POST /client/sign_ups')).toHaveLength(1)
  })

  test('behavior: but not where the component is gone', async () => {
    const there = await leave()
    there.unmount()
    const { tab } = await pass(there.world, there.page, there.url, nina)
    const mend = there.world.fault('GET /client', { cut: true })
    const page = there.world.open({ tab })
    const time = fakeTime()
    const { result, unmount } = renderHookInPage(page, () => useRedirectCallback())
    await act(() => time.advance(10_000))
    expect(result.current.status).toBe('refused')
    unmount()
    mend()
    await act(() => time.advance(30_000))
    expect(page.frontdesk.state.connection.status).toBe('ready')
    expect(there.world.requests('POST /client/sign_ups')).toHaveLength(0)
  })

  test('default: none on a page that nobody has come back to', async () => {
    const { result } = await renderHookInBrowser(() => useRedirectCallback(), { signedIn: [] })
    expect(result.current).toEqual({ status: 'pending' })
    await waitFor(() => expect(result.current).toEqual({ status: 'none' }))
  })

  test('behavior: a component that is gone hears nothing, and another one finishes', async () => {
    const there = await leave()
    there.unmount()
    const { tab } = await pass(there.world, there.page, there.url, nina)
    const page = there.world.open({ tab })
    const gone = renderHookInPage(page, () => useRedirectCallback())
    gone.unmount()
    const next = renderHookInPage(page, () => useRedirectCallback())
    await waitFor(() => expect(next.result.current.status).toBe('signed-in'))
    expect(gone.result.current).toEqual({ status: 'pending' })
    expect(there.world.requests('POST /client/sign_ups')).toHaveLength(1)
  })
})

describe('useSignInWithRedirect', () => {
  test('behavior: is pending until the page is gone', async () => {
    const { result } = await renderHookInBrowser(() => useSignInWithRedirect())
    let leavePage!: () => void
    const navigate = () =>
      new Promise<void>((resolve) => {
        leavePage = resolve
      })
    let left!: Promise<void>
    await perform(async () => {
      left = result.current.mutateAsync({ strategy, navigate })
    })
    await waitFor(() => expect(leavePage).toBeDefined())
    expect(result.current.isPending).toBe(true)
    leavePage()
    await perform(() => left)
    expect(result.current.isPending).toBe(false)
  })

  test('error: what is refused is in error', async () => {
    const { result } = await renderHookInBrowser(() => useSignInWithRedirect(), { strategies: ['password'] })
    await perform(() => result.current.mutateAsync({ strategy }).catch(() => {}))
    expect(result.current.error).toMatchObject({ code: 'form_param_value_disabled' })
  })
})
