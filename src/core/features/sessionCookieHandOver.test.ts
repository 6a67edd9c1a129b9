import { describe, expect, test } from 'vitest'
import { holdAnswers } from '../../../test/support/heldAnswers'
import { fakeTime } from '../../../test/support/time'
import { alice, bob, createWorld, type PageOptions, type World } from '../../../test/support/world'
import { createSignIn, getClient, sessionCookie, setActive, signOutAll } from '../../core'
import { cookieSuffix } from '../wire/security/cookieSuffix'

const cookie = ({ browser }: World, name: string) =>
  browser.cookies.find((candidate) => new RegExp(`^${name}$`).test(candidate.name))?.value
const suffixed = '__session_[\\w-]{8}'
/** Whom an app's server would take the browser for. */
const bearer = (world: World, name = suffixed) => {
  const token = cookie(world, name)
  return token && (JSON.parse(atob(token.split('.')[1]!)) as { sid: string }).sid
}

async function open(page: PageOptions = {}) {
  const time = fakeTime()
  const world = await createWorld({ signedIn: [alice, bob] })
  const openPage = (more: PageOptions = {}) => world.open({ sessionCookie, ...page, ...more })
  const opened = openPage()
  await time.advance(100)
  const [alices, bobs] = world.seeded!.sessionIds as [string, string]
  return { time, world, ...opened, openPage, alices, bobs }
}

const deaf = { ambient: { openChannel: undefined } }

describe('the session cookie, handed over between tabs', () => {
  test('behavior: a tab that has not heard of a sign-out does not bring the cookie back when it is shown', async () => {
    const { time, world, tab, openPage } = await open(deaf)
    const other = openPage()
    await time.advance(100)
    tab.hide()
    await signOutAll(other.frontdesk)
    expect(bearer(world)).toBeUndefined()
    tab.goOffline()
    tab.show()
    await time.advance(100)
    expect(bearer(world)).toBeUndefined()
    expect(cookie(world, 'clerk_active_context')).toBeUndefined()
  })

  test('behavior: the tab that is left takes it over when the one that wrote it last has gone, and its session after it', async () => {
    const { time, world, frontdesk, tab, openPage, alices, bobs } = await open()
    const other = openPage()
    await time.advance(100)
    tab.hide()
    await setActive(other.frontdesk, { sessionId: alices })
    other.unmount()
    other.tab.close()
    world.fapi.revokeSession(alices)
    tab.show()
    await time.advance(5000)
    expect(frontdesk.state.session.sessionId).toBe(bobs)
    expect(bearer(world)).toBe(bobs)
    expect(cookie(world, 'clerk_active_context')).toBe(`${bobs}:`)
  })

  test('behavior: an answer from before a switch in another tab does not take it back', async () => {
    const { time, world, openPage, alices } = await open()
    const tab = world.browser.openTab()
    const answers = holdAnswers(tab)
    const late = openPage({ tab, ambient: { fetch: answers.fetch } })
    const other = openPage()
    await time.advance(100)
    const release = answers.hold('GET', '/client')
    const loaded = getClient(late.frontdesk)
    await time.advance(10)
    await setActive(other.frontdesk, { sessionId: alices })
    release()
    await loaded
    expect(bearer(world)).toBe(alices)
    await time.advance(1000)
    expect(late.frontdesk.state.session.sessionId).toBe(alices)
    expect(bearer(world)).toBe(alices)
  })

  test('behavior: a hidden tab that signs everyone out takes what another tab wrote, too', async () => {
    const { time, world, frontdesk, tab, openPage, alices } = await open()
    const other = openPage()
    await time.advance(100)
    tab.hide()
    await setActive(other.frontdesk, { sessionId: alices })
    other.unmount()
    other.tab.close()
    await time.advance(1000)
    await signOutAll(frontdesk)
    expect(frontdesk.state.session.status).toBe('signed-out')
    expect(bearer(world)).toBeUndefined()
    expect(cookie(world, '__client_uat')).toBe('0')
  })
})

test('behavior: of two apps on one host, which share its cookies, each keeps its own fresh', async () => {
  const time = fakeTime()
  const world = await createWorld()
  const other = await createWorld({ publishableKey: `pk_test_${btoa('other-app.clerk.accounts.dev$')}` })
  const { frontdesk, tab } = world.open({ sessionCookie })
  const { frontdesk: others } = other.open({ sessionCookie, ambient: { cookies: tab.ambient.cookies } })
  const handles = [frontdesk, others]
  for (const handle of handles) await createSignIn(handle, alice)
  const names = await Promise.all(
    handles.map(async ({ publishableKey }) => `__session_${await cookieSuffix(publishableKey)}`),
  )
  const tokens = () => names.map((name) => cookie(world, name))
  const [mine, theirs] = tokens()
  await time.advance(120_000)
  expect(names.map((name) => bearer(world, name))).toEqual(
    handles.map(({ state }) => state.session.sessionId ?? 'nobody'),
  )
  const [mineLater, theirsLater] = tokens()
  expect(mineLater).not.toBe(mine)
  expect(theirsLater).not.toBe(theirs)
  await signOutAll(others)
  await time.advance(60_000)
  expect(bearer(world, names[0])).toBe(frontdesk.state.session.sessionId)
  expect(tokens()).toEqual([expect.not.stringMatching(mineLater!), undefined])
})
