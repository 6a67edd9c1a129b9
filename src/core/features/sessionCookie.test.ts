import { describe, expect, test } from 'vitest'
import { holdAnswers } from '../../../test/support/heldAnswers'
import { fakeTime } from '../../../test/support/time'
import {
  alice,
  bob,
  carol,
  createWorld,
  type PageOptions,
  refusal,
  type World,
  type WorldOptions,
} from '../../../test/support/world'
import { createSignIn, getToken, sessionCookie, setActive, signOut, signOutAll } from '../../core'

/** The values of a cookie and its suffixed twin. */
const twins = ({ browser }: World, name: string) =>
  browser.cookies
    .filter((cookie) => cookie.name === name || new RegExp(`^${name}_[\\w-]{8}$`).test(cookie.name))
    .map(({ value }) => value)
const context = ({ browser }: World) =>
  browser.cookies.find(({ name }) => name === 'clerk_active_context')?.value
/** Whom an app's server would take the browser for. */
const bearer = (world: World) => {
  const [token] = twins(world, '__session')
  return token && (JSON.parse(atob(token.split('.')[1]!)) as { sid: string }).sid
}

async function open(options: WorldOptions = {}, page: PageOptions = {}) {
  const time = fakeTime()
  const world = await createWorld({ signedIn: [alice, bob], ...options })
  const openPage = (more: PageOptions = {}) => world.open({ sessionCookie, ...page, ...more })
  const opened = openPage()
  await time.advance(100)
  const [alices, bobs] = (world.seeded?.sessionIds ?? []) as [string, string]
  return { time, world, page: opened, ...opened, openPage, alices, bobs }
}

describe('with a session cookie', () => {
  test('default: both names hold the token of the session, for a year, and go at sign-out', async () => {
    const { time, world, frontdesk, bobs } = await open()
    const token = await getToken(frontdesk)
    expect(twins(world, '__session')).toEqual([token, token])
    expect(context(world)).toBe(`${bobs}:`)
    const cookies = world.browser.cookies.filter(({ name }) => name.startsWith('__session'))
    for (const cookie of cookies) {
      expect(cookie).toMatchObject({ path: '/', sameSite: 'lax', secure: false, hostOnly: true })
      expect(cookie.expires! - Date.now()).toBeGreaterThan(364 * 24 * 3_600_000)
    }
    expect(world.browser.cookies.find(({ name }) => name === 'clerk_active_context')?.expires).toBeUndefined()
    await signOutAll(frontdesk)
    expect(twins(world, '__session')).toEqual([])
    expect(context(world)).toBeUndefined()
    await time.advance(120_000)
    expect(twins(world, '__session')).toEqual([])
  })

  test('behavior: in development __client_uat says when the client changed, and 0 at sign-out; the dev browser stays', async () => {
    const { world, frontdesk } = await open({ signedIn: [alice] })
    const { updatedAt } = world.fapi.clients[0]!
    const uat = String(Math.floor(updatedAt / 1000))
    expect(twins(world, '__client_uat')).toEqual([uat, uat])
    const devBrowser = twins(world, '__clerk_db_jwt')
    await signOutAll(frontdesk)
    expect(twins(world, '__client_uat')).toEqual(['0', '0'])
    expect(twins(world, '__clerk_db_jwt')).toEqual(devBrowser)
  })

  test('behavior: in production __client_uat is the Frontend API’s, and cookies are for https', async () => {
    const { world, frontdesk, tab } = await open({ scheme: 'browser' })
    const written: string[] = []
    const { cookies } = tab.ambient
    const other = world.open({
      sessionCookie,
      ambient: {
        cookies: {
          get cookie() {
            return cookies.cookie
          },
          set cookie(line) {
            written.push(line)
            cookies.cookie = line
          },
        },
      },
    })
    await signOutAll(frontdesk)
    await createSignIn(other.frontdesk, alice)
    await signOutAll(other.frontdesk)
    expect(written.filter((line) => line.startsWith('__session_'))).not.toEqual([])
    expect(written.filter((line) => !/^(__session|clerk_active_context)(_[\w-]{8})?=/.test(line))).toEqual([])
    expect(written.every((line) => line.endsWith('; SameSite=Lax; Secure'))).toBe(true)
  })

  test('behavior: the cookie is kept fresh while the page is shown, and rests while it is hidden', async () => {
    const { time, world, tab } = await open({ signedIn: [alice] })
    const [first] = twins(world, '__session')
    await time.advance(120_000)
    const [later, twin] = twins(world, '__session')
    expect(later).not.toBe(first)
    expect(twin).toBe(later)
    const minted = () => world.requests().filter((request) => request.endsWith('/tokens')).length
    expect(minted()).toBeLessThanOrEqual(3)
    tab.hide()
    const before = minted()
    await time.advance(300_000)
    expect(minted()).toBe(before)
    tab.show()
    await time.advance(1000)
    expect(minted()).toBe(before + 1)
    expect(twins(world, '__session')[0]).not.toBe(later)
  })

  test('behavior: a switch takes the cookie along, at no time as the former', async () => {
    const { world, frontdesk, alices } = await open()
    const seen: unknown[][] = []
    frontdesk.subscribe(() =>
      queueMicrotask(() => seen.push([frontdesk.state.session.sessionId, bearer(world)])),
    )
    await setActive(frontdesk, { sessionId: alices })
    expect(seen.at(-1)).toEqual([alices, alices])
    expect(seen.filter((pair) => pair[0] !== pair[1])).toEqual([])
    expect(bearer(world)).toBe(alices)
    expect(context(world)).toBe(`${alices}:`)
  })

  test('behavior: an organization has its own context, and its own token', async () => {
    const { world, frontdesk, alices } = await open({ signedIn: [alice] })
    const organizationId = world.fapi.organizations[0]!.id
    await setActive(frontdesk, { organizationId })
    expect(context(world)).toBe(`${alices}:${organizationId}`)
    expect(twins(world, '__session')[0]).toBe(await getToken(frontdesk))
  })

  test('behavior: where no token of the new session is known, the cookie is empty rather than the former’s', async () => {
    const { time, world, frontdesk, tab, alices, bobs } = await open()
    expect(bearer(world)).toBe(bobs)
    const { fetch } = tab.ambient
    // A Frontend API that sends no tokens along.
    const page = world.open({
      tab: world.browser.openTab(),
      sessionCookie,
      ambient: {
        fetch: async (url, init) => {
          const response = await fetch(url, init)
          if (url.includes('/tokens')) return new Response('{}', { status: 503 })
          const text = (await response.text()).replaceAll('"last_active_token":{', '"former_token":{')
          return new Response(text, response)
        },
      },
    })
    await time.advance(100)
    await setActive(page.frontdesk, { sessionId: alices })
    expect(bearer(world)).toBeUndefined()
    expect(frontdesk.state.session.sessionId).toBe(bobs)
  })

  test('behavior: a pending session has its cookie too: servers see that it is pending', async () => {
    const { world, frontdesk } = await open({ signedIn: [carol] })
    expect(frontdesk.state.session.status).toBe('pending')
    expect(bearer(world)).toBe(frontdesk.state.session.sessionId)
    expect(twins(world, '__client_uat')[0]).not.toBe('0')
  })

  test('behavior: cookies of a session that has ended meanwhile go at the next load', async () => {
    const { time, world, page } = await open({ signedIn: [alice] })
    page.unmount()
    world.fapi.revokeSession(world.fapi.sessions[0]!.id)
    page.reload()
    await time.advance(100)
    expect(twins(world, '__session')).toEqual([])
    expect(twins(world, '__client_uat')).toEqual(['0', '0'])
  })

  test('behavior: a sign-out that is refused leaves the cookies as they were', async () => {
    const { time, world, frontdesk } = await open({ signedIn: [alice] })
    const before = twins(world, '__session')
    world.fault('DELETE /client', { status: 403 })
    await expect(signOutAll(frontdesk)).rejects.toMatchObject({ status: 403 })
    expect(twins(world, '__session')).toEqual(before)
    await time.advance(120_000)
    expect(twins(world, '__session')).toHaveLength(2)
    expect(twins(world, '__session')).not.toEqual(before)
  })

  test('behavior: after a sign-out that was refused late the cookie is kept fresh again', async () => {
    const { time, world, frontdesk } = await open({ signedIn: [alice] })
    world.fault('DELETE /client', { status: 403, delay: 29_000 })
    await time.advance(25_000)
    const [before] = twins(world, '__session')
    const refused = refusal(signOutAll(frontdesk))
    await time.advance(28_000)
    expect(frontdesk.state.session.status).toBe('signing-out')
    expect(twins(world, '__session')).toEqual([before, before])
    await time.advance(2000)
    expect(await refused).toMatchObject({ status: 403 })
    await time.advance(10_000)
    expect(twins(world, '__session')).not.toContain(before)
  })

  test('behavior: an undelivered sign-out takes the cookies at once', async () => {
    const { world, frontdesk, tab } = await open()
    tab.goOffline()
    expect(await signOutAll(frontdesk)).toEqual({ serverConfirmed: false })
    expect(twins(world, '__session')).toEqual([])
    expect(twins(world, '__client_uat')).toEqual(['0', '0'])
  })

  test('behavior: an older token that arrives late does not take the place of a newer one', async () => {
    const { time, world, openPage, alices } = await open({ signedIn: [alice] })
    const tab = world.browser.openTab()
    const answers = holdAnswers(tab)
    const late = openPage({ tab, ambient: { fetch: answers.fetch, openChannel: undefined } })
    const other = openPage({ ambient: { openChannel: undefined } })
    await time.advance(5000)
    const release = answers.hold('POST', `/client/sessions/${alices}/tokens`)
    const older = getToken(late.frontdesk, { skipCache: true })
    await time.advance(5000)
    const newer = await getToken(other.frontdesk, { skipCache: true })
    release()
    expect(await older).not.toBe(newer)
    await time.advance(100)
    expect(twins(world, '__session')).toEqual([newer, newer])
  })

  test('behavior: after the last unmount cookies stay, and are written no more', async () => {
    const { time, world, page } = await open({ signedIn: [alice] })
    page.unmount()
    await time.advance(10)
    const before = twins(world, '__session')
    expect(before).toHaveLength(2)
    await time.advance(300_000)
    expect(world.requests().filter((request) => request.endsWith('/tokens'))).toEqual([])
    const token = getToken(page.frontdesk, { skipCache: true })
    await time.advance(100)
    expect(await token).not.toBe(before[0])
    expect(twins(world, '__session')).toEqual(before)
  })

  test('behavior: where the host has no cookies, nothing is asked for', async () => {
    const { time, world } = await open({ signedIn: [alice] }, { ambient: { cookies: undefined } })
    await time.advance(300_000)
    expect(world.browser.cookies.filter(({ name }) => /session|uat|context/.test(name))).toEqual([])
    expect(world.requests().filter((request) => request.endsWith('/tokens'))).toEqual([])
  })
})

describe('tabs with a session cookie', () => {
  test('default: follow each other', async () => {
    const { time, world, frontdesk, openPage, alices } = await open()
    const other = openPage()
    await time.advance(100)
    await setActive(frontdesk, { sessionId: alices })
    await time.advance(1000)
    expect(other.frontdesk.state.session.sessionId).toBe(alices)
    expect(bearer(world)).toBe(alices)
  })

  test('behavior: a hidden tab that is behind does not write', async () => {
    const { time, world, frontdesk, tab, openPage, alices, bobs } = await open()
    const other = openPage()
    await time.advance(100)
    tab.hide()
    await setActive(other.frontdesk, { sessionId: alices })
    await time.advance(20_000)
    expect(frontdesk.state.session.sessionId).toBe(bobs)
    expect(await getToken(frontdesk, { skipCache: true })).toBeTruthy()
    await time.advance(1000)
    expect(bearer(world)).toBe(alices)
    expect(context(world)).toBe(`${alices}:`)
  })

  test('behavior: a tab that is shown but has not heard yet does not write, and then goes along', async () => {
    const { time, world, frontdesk, tab, openPage, alices, bobs } = await open()
    const deaf = openPage({ ambient: { openChannel: undefined } })
    await time.advance(100)
    await setActive(frontdesk, { sessionId: alices })
    expect(deaf.frontdesk.state.session.sessionId).toBe(bobs)
    expect(await getToken(deaf.frontdesk, { skipCache: true })).toBeTruthy()
    await time.advance(100)
    expect(bearer(world)).toBe(alices)
    tab.hide()
    deaf.tab.hide()
    deaf.tab.show()
    await time.advance(1000)
    expect(deaf.frontdesk.state.session.sessionId).toBe(alices)
    expect(bearer(world)).toBe(alices)
  })

  test('behavior: a hidden tab that hears of a sign-out leaves the cookies of who has signed in since', async () => {
    const { time, world, frontdesk, tab, openPage } = await open()
    const other = openPage()
    await time.advance(100)
    tab.hide()
    await signOutAll(other.frontdesk)
    await createSignIn(other.frontdesk, alice)
    await time.advance(1000)
    expect(frontdesk.state.session.status).toBe('signed-out')
    expect(bearer(world)).toBe(other.frontdesk.state.session.sessionId)
    expect(twins(world, '__client_uat')[0]).not.toBe('0')
  })

  test('behavior: one opened in the background takes over what a former visit left when it is shown', async () => {
    const { time, world, page, openPage, alices } = await open({ signedIn: [alice] })
    page.unmount()
    await time.advance(10)
    for (const { name } of world.browser.cookies.filter(({ name }) =>
      name.startsWith('clerk_active_context'),
    ))
      page.tab.ambient.cookies.cookie = `${name}=sess_of_yesterday:; Path=/`
    const tab = world.browser.openTab()
    tab.hide()
    openPage({ tab })
    await time.advance(1000)
    expect(context(world)).toBe('sess_of_yesterday:')
    tab.show()
    await time.advance(10)
    expect(context(world)).toBe(`${alices}:`)
  })

  test('behavior: a hidden tab can sign out, as one does that was left alone for long', async () => {
    const { world, frontdesk, tab } = await open({ signedIn: [alice] })
    tab.hide()
    await signOut(frontdesk)
    expect(twins(world, '__session')).toEqual([])
  })

  test('behavior: six of them make about as many token requests as one', async () => {
    const { time, world, openPage } = await open({ signedIn: [alice] })
    for (let count = 0; count < 5; count++) openPage()
    await time.advance(600_000)
    const minted = world.requests().filter((request) => request.endsWith('/tokens')).length
    expect(minted).toBeGreaterThanOrEqual(10)
    expect(minted).toBeLessThanOrEqual(18)
  })
})
