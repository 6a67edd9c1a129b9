import { describe, expect, test, vi } from 'vitest'
import { fakeTime } from '../../../test/support/time'
import { alice, bob, createWorld, type Page } from '../../../test/support/world'
import { clientQueryKey, createSignIn, getClient, signOutAll } from '../../core'
import type { FapiFault } from '../../fapi'

const status = ({ frontdesk }: Page) => frontdesk.state.session.status
const firstName = ({ frontdesk }: Page) => frontdesk.state.session.session?.user.firstName

describe('a change whose outcome its own tab had to ask for', () => {
  test('behavior: is told to the other tabs, too', async () => {
    const time = fakeTime()
    const world = await createWorld({ signedIn: [] })
    const other = world.open()
    const tab = world.browser.openTab()
    let isLost = false
    const mine = world.open({
      tab,
      ambient: {
        async fetch(url, init) {
          const answer = await tab.ambient.fetch(url, init)
          if (isLost && url.includes('/sign_ins')) throw new TypeError('lost')
          return answer
        },
      },
    })
    await time.settle()
    isLost = true
    await expect(createSignIn(mine.frontdesk, alice)).rejects.toMatchObject({ code: 'network_error' })
    await time.advance(1000)
    expect([firstName(mine), firstName(other)]).toEqual(['Alice', 'Alice'])
  })

  test.each([
    ['sign-in', 'DELETE /client'],
    ['sign-out', 'POST /client/sign_ins'],
  ])('behavior: of two changes at once the other tabs hear the end: %s first', async (_, later) => {
    const time = fakeTime()
    const world = await createWorld({ scheme: 'browser', signedIn: [bob] })
    const [mine, other] = [world.open(), world.open()]
    await time.settle()
    world.fault(later, { delay: 100, times: 1 })
    await Promise.all([createSignIn(mine.frontdesk, alice), signOutAll(mine.frontdesk), time.advance(2000)])
    // A sign-out that meets the token of before the sign-in comes too late; which of the two it meets is the network's to say.
    const left = world.fapi.sessions.map(({ id }) => id)
    for (const { frontdesk } of [mine, other])
      expect(frontdesk._internal.client?.sessions.map(({ id }) => id) ?? []).toEqual(left)
  })
})

describe('a sign-out of all in a tab that does not know the client', () => {
  test('behavior: is told to the other tabs', async () => {
    const time = fakeTime()
    const world = await createWorld({ signedIn: [alice] })
    const other = world.open()
    await time.settle()
    world.fault('GET /client', { status: 403, times: 1 })
    const mine = world.open()
    await time.settle()
    expect(mine.frontdesk.state.connection.status).toBe('error')
    await signOutAll(mine.frontdesk)
    await time.advance(1000)
    expect(status(other)).toBe('signed-out')
  })
})

describe('a clock that is set back', () => {
  test.each([
    ['the network is away', { cut: true }],
    ['the server fails', { status: 500 }],
  ])('behavior: while %s, keeps nothing from recovering', async (_, fault) => {
    const time = fakeTime()
    const world = await createWorld({ signedIn: [alice] })
    const heal = world.fault('GET /client', fault)
    const page = world.open()
    await time.advance(2000)
    vi.setSystemTime(Date.now() - 300_000)
    heal()
    page.tab.focus()
    await time.advance(30_000)
    expect(status(page)).toBe('signed-in')
  })
})

describe('a sign-in while there is no client', () => {
  test.each(['devBrowser', 'browser'] as const)(
    'behavior: makes one client together with a tab that bootstraps: %s',
    async (scheme) => {
      const time = fakeTime()
      const world = await createWorld({ scheme })
      const mine = world.open()
      await time.settle()
      const other = world.open({ bootstrap: 'ensure' })
      const signedIn = createSignIn(mine.frontdesk, alice)
      await time.advance(10_000)
      await signedIn
      await time.advance(1000)
      expect(world.fapi.clients).toHaveLength(1)
      expect([firstName(mine), firstName(other)]).toEqual(['Alice', 'Alice'])
    },
  )

  test('behavior: makes one client when two tabs sign in at once', async () => {
    const time = fakeTime()
    const world = await createWorld({ scheme: 'browser' })
    const [one, two] = [world.open(), world.open()]
    await time.settle()
    const both = [createSignIn(one.frontdesk, alice), createSignIn(two.frontdesk, bob)]
    await time.advance(1000)
    await Promise.all(both)
    expect(world.fapi.clients).toHaveLength(1)
    expect(world.fapi.sessions).toHaveLength(2)
  })
})

describe('without a channel', () => {
  test('behavior: a tab catches up with the focus, once for many', async () => {
    const time = fakeTime()
    const world = await createWorld({ signedIn: [] })
    const ambient = { openChannel: undefined }
    const [mine, other] = [world.open({ ambient }), world.open({ ambient })]
    await time.settle()
    await createSignIn(other.frontdesk, alice)
    const before = world.requests('GET /client').length
    for (let focus = 0; focus < 10; focus++) mine.tab.focus()
    await time.advance(1000)
    expect(firstName(mine)).toBe('Alice')
    expect(world.requests('GET /client').length - before).toBe(1)
  })
})

test('behavior: a network that is back just after a failed try is used within a second', async () => {
  const time = fakeTime()
  const world = await createWorld({ signedIn: [alice] })
  const { frontdesk, tab } = world.open()
  await time.settle()
  const heal = world.fault('GET /client', { cut: true })
  getClient(frontdesk).catch(() => {})
  await time.advance(60_000)
  const tries = () => world.requests('GET /client').length
  const before = tries()
  while (tries() === before) await time.advance(100)
  heal()
  tab.focus()
  await time.advance(1100)
  expect(tries()).toBe(before + 2)
  expect(frontdesk.state.connection.status).toBe('ready')
})

describe('rule 8 · everything is bounded, and recovers · a captive portal in the place of the Frontend API', () => {
  const html = '<!doctype html><title>Welcome to our Wi-Fi'
  const portals: [string, FapiFault, string][] = [
    ['a page', { body: html }, 'malformed_response'],
    ['a redirect', { status: 302, body: html }, 'redirected_elsewhere'],
    ['a 404', { status: 404, body: html }, 'fapi_not_found'],
    ['a 403', { status: 403, body: html }, 'request_failed'],
  ]

  test.each(portals)(
    'behavior: %s is asked again when the page is come back to, and signs nobody out',
    async (_, fault, code) => {
      const time = fakeTime()
      const world = await createWorld({ signedIn: [alice] })
      const page = world.open()
      await time.settle()
      const leavePortal = world.fault('GET /client', fault)
      getClient(page.frontdesk).catch(() => {})
      await time.advance(600_000)
      expect(page.frontdesk.state.connection).toMatchObject({ status: 'degraded', error: { code } })
      expect(world.requests()).toHaveLength(2)
      const { state } = page.frontdesk
      page.tab.focus()
      await time.advance(600_000)
      expect(world.requests('GET /client')).toHaveLength(3)
      expect(page.frontdesk.state).toBe(state)
      leavePortal()
      page.tab.focus()
      await time.advance(1000)
      expect(page.frontdesk.state.connection.status).toBe('ready')
      expect(firstName(page)).toBe('Alice')
    },
  )

  test('behavior: a page that opened there has its client once it is online', async () => {
    const time = fakeTime()
    const world = await createWorld({ signedIn: [alice] })
    const leavePortal = world.fapi.fault({ body: html })
    const page = world.open()
    await time.advance(10_000)
    expect(page.frontdesk.state.connection.status).toBe('error')
    leavePortal()
    page.tab.goOffline()
    page.tab.goOnline()
    await time.advance(1000)
    expect(status(page)).toBe('signed-in')
    expect(page.queryClient.getQueryState(clientQueryKey(page.frontdesk))?.status).toBe('success')
  })

  test('behavior: what the Frontend API itself refused is not asked again', async () => {
    const time = fakeTime()
    const world = await createWorld({ signedIn: [alice] })
    world.fault('GET /client', { status: 403 })
    const page = world.open()
    await time.advance(10_000)
    page.tab.focus()
    await time.advance(10_000)
    expect(page.frontdesk.state.connection.status).toBe('error')
    expect(world.requests('GET /client')).toHaveLength(1)
  })
})
