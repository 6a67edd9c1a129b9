import { act, renderHook } from '@testing-library/react'
import { describe, expect, test, vi } from 'vitest'
import { App } from '../../../test/support/render'
import { fakeTime } from '../../../test/support/time'
import {
  alice,
  bob,
  createWorld,
  type Page,
  refusal,
  type World,
  type WorldOptions,
} from '../../../test/support/world'
import { useEmailLink, useEmailLinkVerification, useSession, useSignIn, useSignUp } from '../../index'

const { identifier } = alice

const waiting = () => {
  const flow = useSignIn()
  return { flow, link: useEmailLink(flow, { redirectUrl: '/verified' }), session: useSession() }
}

const landing = () => ({ link: useEmailLinkVerification(), session: useSession() })

async function stage<Result>(use: () => Result, options: WorldOptions = {}) {
  const time = fakeTime()
  const world = await createWorld(options)
  const pass = (ms: number) => act(() => time.advance(ms))
  const show = <Shown,>(page: Page, hook: () => Shown) =>
    renderHook(hook, { wrapper: ({ children }) => <App page={page}>{children}</App> })
  const page = world.open({ mount: false })
  const opened = show(page, use)
  await pass(500)
  const run = <T,>(task: () => Promise<T>) =>
    act(async () => {
      const running = task()
      await time.advance(50)
      return running
    })
  const polls = () => world.requests().filter((request) => /^GET .*sign_(in|up)s\//.test(request)).length
  return { time, world, page, pass, run, show, polls, ...opened }
}

/** Follows the link of the last e-mail, without the cookies of the browser. @returns where it leads. */
async function follow(world: World): Promise<string> {
  const { link } = world.fapi.emails.entries.at(-1)!
  const response = await world.fapi.fetch(new Request(link!))
  expect(response.status).toBe(303)
  return response.headers.get('location')!
}

describe('useEmailLink', () => {
  test('behavior: is followed elsewhere, and the sign-in goes on here', async () => {
    const { result, world, pass, run } = await stage(waiting)
    await run(() => result.current.link.send({ identifier }))
    expect(result.current.link).toMatchObject({ isSent: true, safeIdentifier: identifier })
    expect(world.fapi.emails.entries).toHaveLength(1)
    await follow(world)
    await pass(1200)
    expect(result.current.session).toMatchObject({
      status: 'signed-in',
      session: { user: { firstName: 'Alice' } },
    })
    expect(result.current.flow.signIn).toMatchObject({
      status: 'complete',
      createdSessionId: result.current.session.sessionId,
    })
    expect(result.current.link.isSent).toBe(false)
  })

  test('behavior: in a tab that shows another account, the new session is this tab’s', async () => {
    const { result, world, pass, run } = await stage(waiting, { signedIn: [bob] })
    await run(() => result.current.link.send({ identifier }))
    await follow(world)
    await pass(1200)
    expect(result.current.session.session?.user.firstName).toBe('Alice')
  })

  test('behavior: looks each second while shown, not while hidden, at once when shown again, and stops', async () => {
    const { result, world, page, pass, run, polls, unmount } = await stage(waiting)
    await run(() => result.current.link.send({ identifier }))
    const before = polls()
    await pass(5000)
    expect(polls() - before).toBeGreaterThanOrEqual(4)
    expect(polls() - before).toBeLessThanOrEqual(6)
    page.tab.hide()
    await pass(1000)
    const hidden = polls()
    await pass(60_000)
    expect(polls()).toBe(hidden)
    page.tab.show()
    await pass(300)
    expect(polls()).toBe(hidden + 1)
    await follow(world)
    await pass(1100)
    const done = polls()
    await pass(10_000)
    expect(polls()).toBe(done)
    unmount()
  })

  test('rule 8 · ends when the link has expired, and rule 11 · when the form goes', async () => {
    const { result, world, pass, run, polls, unmount } = await stage(waiting)
    await run(() => result.current.link.send({ identifier }))
    world.fapi.clock.advance(11 * 60_000)
    await pass(2000)
    expect(result.current.link.isSent).toBe(false)
    const expired = polls()
    await pass(5000)
    expect(polls()).toBe(expired)
    await run(() => result.current.link.send({ identifier }))
    await pass(1000)
    unmount()
    await pass(10)
    const left = polls()
    expect(vi.getTimerCount()).toBe(0)
    await pass(5000)
    expect(polls()).toBe(left)
  })

  test('behavior: another link is waited for as long as the first one', async () => {
    const { result, world, pass, run } = await stage(waiting)
    await run(() => result.current.link.send({ identifier }))
    await pass(570_000)
    await run(() => result.current.link.send())
    expect(world.fapi.emails.entries).toHaveLength(2)
    await pass(300_000)
    await follow(world)
    await pass(2000)
    expect(result.current.session.status).toBe('signed-in')
  })

  test('behavior: outlives an outage, and looks less often meanwhile', async () => {
    const { result, world, pass, run, polls } = await stage(waiting)
    await run(() => result.current.link.send({ identifier }))
    const end = world.fault(`GET /client/sign_ins/${result.current.flow.signIn.id}`, { status: 503 })
    const before = polls()
    await pass(10_000)
    expect(polls() - before).toBeLessThanOrEqual(4)
    expect(result.current.flow).toMatchObject({ error: null, isPending: false })
    end()
    await follow(world)
    await pass(6000)
    expect(result.current.session.status).toBe('signed-in')
  })

  test('behavior: a reload goes on waiting', async () => {
    const { result, world, page, pass, run, show, unmount } = await stage(waiting)
    await run(() => result.current.link.send({ identifier }))
    unmount()
    const again = show(page.reload(), waiting).result
    await pass(1500)
    expect(again.current.link.isSent).toBe(true)
    await follow(world)
    await pass(1500)
    expect(again.current.flow.signIn.status).toBe('complete')
    expect(again.current.session.status).toBe('signed-in')
  })

  test('behavior: verifies the address of a sign-up', async () => {
    const { result, world, pass, run } = await stage(() => {
      const flow = useSignUp()
      return { flow, link: useEmailLink(flow, { redirectUrl: '/verified' }), session: useSession() }
    })
    await run(() => result.current.link.send({ emailAddress: 'ann@example.com', password: 'ann-password' }))
    expect(result.current.link).toMatchObject({ isSent: true, safeIdentifier: 'ann@example.com' })
    await follow(world)
    await pass(1200)
    expect(result.current.session.status).toBe('signed-in')
    expect(result.current.flow.signUp.status).toBe('complete')
  })

  test.each(['https://evil.example/verified', '//evil.example', 'javascript:alert(1)', 'http://['])(
    'error: a redirectUrl that leads elsewhere: %s',
    async (redirectUrl) => {
      const { result, world, run } = await stage(() => {
        const flow = useSignIn()
        return { flow, link: useEmailLink(flow, { redirectUrl }) }
      })
      const error = await run(() => refusal(result.current.link.send({ identifier })))
      expect(error).toMatchObject({ name: 'FrontdeskError', code: 'invalid_redirect_url' })
      expect(result.current.flow.error).toBe(error)
      expect(world.requests('POST /client/sign_ins')).toEqual([])
    },
  )
})

describe('useEmailLinkVerification', () => {
  const land = async (staged: Awaited<ReturnType<typeof stage>>, url: string, world = staged.world) => {
    const page = world.open({ tab: world.browser.openTab({ url }), mount: false })
    const { result } = staged.show(page, landing)
    await staged.pass(1500)
    return { page, result }
  }

  test('default: none on any other page', async () => {
    const staged = await stage(waiting)
    const { result, page } = await land(staged, '/verified?page=2')
    expect(result.current.link).toEqual({ status: 'none' })
    expect(page.tab.ambient.page.url()).toBe('http://localhost:3000/verified?page=2')
  })

  test('behavior: in the same browser the session is this tab’s, and the URL is clean', async () => {
    const staged = await stage(waiting, { signedIn: [bob] })
    const { run, world } = staged
    await run(() => (staged.result.current as ReturnType<typeof waiting>).link.send({ identifier }))
    staged.unmount()
    const { result, page } = await land(staged, await follow(world))
    expect(result.current.session.session?.user.firstName).toBe('Alice')
    expect(result.current.link).toEqual({ status: 'verified', sessionId: result.current.session.sessionId })
    expect(page.tab.ambient.page.url()).toBe('http://localhost:3000/verified')
  })

  test('behavior: on another device', async () => {
    const staged = await stage(waiting)
    await staged.run(() => (staged.result.current as ReturnType<typeof waiting>).link.send({ identifier }))
    const url = await follow(staged.world)
    const elsewhere = await createWorld()
    const { result } = await land(staged, url, elsewhere)
    expect(result.current.link).toEqual({ status: 'verified-elsewhere' })
    expect(result.current.session.status).toBe('signed-out')
  })

  test('behavior: with more to do', async () => {
    const staged = await stage(
      () => {
        const flow = useSignUp()
        return { flow, link: useEmailLink(flow, { redirectUrl: '/verified' }) }
      },
      { signedIn: [] },
    )
    await staged.run(() => staged.result.current.link.send({ emailAddress: 'ann@example.com' }))
    const { result } = await land(staged as never, await follow(staged.world))
    expect(result.current.link).toEqual({ status: 'continue', flow: 'sign-up' })
  })

  test.each([
    ['expired', 'expired'],
    ['client_mismatch', 'client-mismatch'],
    ['failed', 'failed'],
    ['brand_new', 'failed'],
    ['transferable', 'verified-elsewhere'],
  ])('behavior: %s is %s, and asks for nothing more', async (status, expected) => {
    const staged = await stage(waiting)
    const { result, page } = await land(staged, `/verified?__clerk_status=${status}#top`)
    expect(result.current.link).toEqual({ status: expected })
    expect(page.tab.ambient.page.url()).toBe('http://localhost:3000/verified#top')
  })

  test('behavior: a forged session is nobody’s', async () => {
    const staged = await stage(waiting, { signedIn: [bob] })
    const { result } = await land(staged, '/verified?__clerk_status=verified&__clerk_created_session=sess_1')
    expect(result.current.link).toEqual({ status: 'verified-elsewhere' })
    expect(result.current.session.session?.user.firstName).toBe('Bob')
  })

  test('behavior: a link that somebody made up brings no tab to another account', async () => {
    const staged = await stage(waiting, { signedIn: [bob, alice] })
    const { sessions } = staged.world.fapi
    const shown = staged.result.current.session.sessionId
    const other = sessions.find(({ id }) => id !== shown)!.id
    const { result } = await land(
      staged,
      `/verified?__clerk_status=verified&__clerk_created_session=${other}`,
    )
    expect(result.current.link).toEqual({ status: 'verified-elsewhere' })
    expect(result.current.session.sessionId).toBe(shown)
  })

  test('behavior: several components are told the same; a later visit without a link is none', async () => {
    const staged = await stage(waiting)
    const page = staged.world.open({
      tab: staged.world.browser.openTab({ url: '/verified?__clerk_status=expired' }),
      mount: false,
    })
    const both = () => [useEmailLinkVerification(), useEmailLinkVerification()]
    const first = staged.show(page, both)
    await staged.pass(500)
    expect(first.result.current).toEqual([{ status: 'expired' }, { status: 'expired' }])
    first.unmount()
    await staged.pass(10)
    const later = staged.show(page, both)
    await staged.pass(500)
    expect(later.result.current).toEqual([{ status: 'none' }, { status: 'none' }])
  })

  test('error: the client cannot be had', async () => {
    const staged = await stage(waiting)
    staged.world.fault('GET /client', { status: 403 })
    const { result } = await land(staged, '/verified?__clerk_status=verified')
    expect(result.current.link).toMatchObject({ status: 'error', error: { status: 403 } })
  })
})
