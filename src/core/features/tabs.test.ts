import { describe, expect, test } from 'vitest'
import { fc } from '../../../test/support/fuzz'
import { fakeTime } from '../../../test/support/time'
import {
  alice,
  bob,
  booted,
  createWorld,
  type Page,
  scopeOf,
  until,
  type World,
} from '../../../test/support/world'
import {
  type AmbientChannel,
  clientQueryKey,
  createSignIn,
  getToken,
  setActive,
  signOut,
  signOutAll,
} from '../../core'

const gets = (world: World) => world.requests('GET /client').length
const channelOf = (world: World, { frontdesk }: Page) =>
  world.browser.openTab().ambient.openChannel!(`frontdesk.${scopeOf(frontdesk)}`)

describe('what another tab does', () => {
  test('behavior: a visible tab asks once for a burst of changes', async () => {
    const time = fakeTime()
    const world = await createWorld({ signedIn: [] })
    const [mine, other] = [world.open(), world.open()]
    await time.settle()
    const before = gets(world)
    await createSignIn(other.frontdesk, alice)
    await createSignIn(other.frontdesk, bob)
    await setActive(other.frontdesk, { sessionId: world.fapi.sessions[0]!.id })
    await time.advance(1000)
    expect(gets(world) - before).toBe(1)
    expect(mine.frontdesk.state.session.status).toBe('signed-in')
    expect(mine.queryClient.getQueryData(clientQueryKey(mine.frontdesk))).toMatchObject({
      sessions: [{ user: { firstName: 'Alice' } }, { user: { firstName: 'Bob' } }],
    })
  })

  test('behavior: a hidden tab asks when it is shown', async () => {
    const time = fakeTime()
    const world = await createWorld({ signedIn: [] })
    const [mine, other] = [world.open(), world.open()]
    await time.settle()
    mine.tab.hide()
    const before = gets(world)
    await createSignIn(other.frontdesk, alice)
    await time.advance(60_000)
    expect(gets(world)).toBe(before)
    expect(mine.frontdesk.state.session.status).toBe('signed-out')
    mine.tab.show()
    await time.advance(100)
    expect(gets(world)).toBe(before + 1)
    expect(mine.frontdesk.state.session.status).toBe('signed-in')
  })

  test.each(['client', 'sessions', 'one session'])(
    'behavior: signing out %s is applied at once in hidden tabs too, without a request',
    async (what) => {
      const time = fakeTime()
      const world = await createWorld({ signedIn: [alice] })
      const [mine, other] = [world.open(), world.open()]
      await time.settle()
      mine.tab.hide()
      const before = gets(world)
      await (what === 'one session'
        ? signOut(other.frontdesk)
        : signOutAll(other.frontdesk, { keepClient: what === 'sessions' }))
      await time.settle()
      expect(mine.frontdesk.state.session.status).toBe('signed-out')
      expect(await getToken(mine.frontdesk)).toBeNull()
      expect(gets(world)).toBe(before)
      const client = mine.queryClient.getQueryData(clientQueryKey(mine.frontdesk))
      if (what === 'client') expect(client).toBeNull()
      else expect(client).toMatchObject({ id: world.seeded?.clientId, sessions: [] })
    },
  )

  test('behavior: different keys on one origin hear nothing of each other', async () => {
    const time = fakeTime()
    const world = await createWorld({ signedIn: [alice] })
    const mine = world.open()
    // Another key, at the same address.
    const other = world.open({ publishableKey: `pk_test_${btoa('foo-bar-13.clerk.accounts.dev:443$')}` })
    await time.settle()
    const before = gets(world)
    await signOutAll(other.frontdesk, { keepClient: true })
    await time.advance(1000)
    expect(gets(world)).toBe(before)
    expect(mine.frontdesk.state.session.status).toBe('signed-in')
  })
})

describe('rule 3 · sign-out is final · in every page', () => {
  test('behavior: a page that is back from the back/forward cache asks what it may not have heard', async () => {
    const time = fakeTime()
    const world = await createWorld({ signedIn: [alice] })
    const tab = world.browser.openTab()
    let isAway = false
    const mine = world.open({
      tab,
      ambient: {
        // As a browser that keeps the page, and drops what is said to it meanwhile.
        openChannel(name) {
          const channel = tab.ambient.openChannel(name)
          const deaf: AmbientChannel = { ...channel, onmessage: null }
          channel.onmessage = (event) => void (isAway || deaf.onmessage?.(event))
          return deaf
        },
      },
    })
    const other = world.open()
    await time.settle()
    isAway = true
    await signOutAll(other.frontdesk)
    await time.advance(1000)
    isAway = false
    expect(mine.frontdesk.state.session.status).toBe('signed-in')
    const before = gets(world)
    tab.restore()
    await time.advance(1000)
    expect(mine.frontdesk.state.session.status).toBe('signed-out')
    // None is believed on a second look only.
    expect(gets(world) - before).toBe(2)
    tab.restore()
    await time.advance(1000)
    expect(gets(world) - before).toBe(3)
  })
})

describe('messages are foreign input', () => {
  const message = fc.oneof(
    fc.anything({ withMap: true, withDate: true, withBigInt: true }),
    fc.record(
      {
        v: fc.constantFrom(1, 0, 2, '1', null),
        type: fc.constantFrom('changed', 'ended', 'token', 'ask', 'toString', '__proto__'),
        sessionIds: fc.oneof(
          fc.array(fc.oneof(fc.string(), fc.constant('sess_forged'), fc.integer())),
          fc.anything(),
        ),
        clientId: fc.anything(),
        sessionId: fc.oneof(fc.constantFrom('sess_forged', '__proto__', 'constructor'), fc.anything()),
        organizationId: fc.anything(),
        template: fc.anything(),
        jwt: fc.oneof(fc.string(), fc.constant('a.b.c'), fc.anything()),
      },
      { requiredKeys: [] },
    ),
  )

  test('behavior: no forged message signs anybody out, in or over to another, and all cost one request', async () => {
    const time = fakeTime()
    const world = await createWorld({ signedIn: [alice] })
    const page = world.open()
    await time.settle()
    const { state } = page.frontdesk
    const token = await getToken(page.frontdesk)
    const before = world.requests().length
    const channel = channelOf(world, page)
    await fc.assert(
      fc.asyncProperty(message, async (forged) => {
        try {
          channel.postMessage(forged)
        } catch {
          // Not every value can be cloned; such a one never arrives.
        }
      }),
      { numRuns: 300 },
    )
    await time.advance(1000)
    expect(page.frontdesk.state).toBe(state)
    expect(await getToken(page.frontdesk)).toBe(token)
    expect(world.requests().length - before).toBeLessThanOrEqual(1)
  })

  test('behavior: a forged sign-out costs a refetch, after which all is as it was', async () => {
    const world = await createWorld({ signedIn: [alice] })
    const page = world.open()
    await booted(page.frontdesk)
    const channel = channelOf(world, page)
    channel.postMessage({ v: 1, type: 'ended', sessionIds: [...world.seeded!.sessionIds] })
    await until(page.frontdesk, ({ session }) => session.status === 'signed-out')
    page.tab.focus()
    channel.postMessage({ v: 1, type: 'changed' })
    await until(page.frontdesk, ({ session }) => session.status === 'signed-in')
  })

  test('behavior: a message of a later version is ignored', async () => {
    const time = fakeTime()
    const world = await createWorld({ signedIn: [alice] })
    const page = world.open()
    await time.settle()
    channelOf(world, page).postMessage({ v: 2, type: 'ended', sessionIds: [...world.seeded!.sessionIds] })
    await time.settle()
    expect(page.frontdesk.state.session.status).toBe('signed-in')
  })

  test('behavior: what tabs say holds no password, client token or dev browser', async () => {
    const world = await createWorld({ signedIn: [] })
    const page = world.open()
    await booted(page.frontdesk)
    const heard: unknown[] = []
    channelOf(world, page).onmessage = ({ data }) => heard.push(data)
    await createSignIn(page.frontdesk, alice)
    await getToken(page.frontdesk, { skipCache: true })
    await signOutAll(page.frontdesk)
    const text = JSON.stringify(heard)
    expect(text).toMatch(/"type":"changed".*"type":"token".*"type":"ended"/)
    for (const secret of [alice.password, world.seeded!.clientToken, world.fapi.devBrowsers[0]!.token])
      expect(text).not.toContain(secret)
  })
})
