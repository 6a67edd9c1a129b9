import { describe, expect, test, vi } from 'vitest'
import { fakeTime } from '../../../test/support/time'
import { alice, bob, createWorld, type Page, type WorldOptions } from '../../../test/support/world'
import { createSignIn, getToken, retry, setActive, signOut, signOutAll } from '../../core'
import { recorderOf } from './recorder'
import type { Entry, EntryKind } from './timeline'

/** Tabs of one browser that are watched from the start, ready. */
async function openWatched({ tabs = 1, ...options }: WorldOptions & { tabs?: number } = {}) {
  const time = fakeTime()
  const world = await createWorld({ signedIn: [alice], ...options })
  const pages = Array.from({ length: tabs }, (_, number) => {
    const page = world.open({ mount: false, ambient: { random: () => (number + 1) / 10 } })
    recorderOf(page.frontdesk._internal).start()
    page.frontdesk.mount()
    return page
  })
  await time.advance(1000)
  return { time, world, pages, page: pages[0]! }
}

const recordOf = ({ frontdesk }: Page) => recorderOf(frontdesk._internal)

const entriesOf = (page: Page, kind: EntryKind): readonly Entry[] =>
  recordOf(page).timeline.entries.filter((entry) => entry.kind === kind)

const last = (page: Page, kind: EntryKind) => entriesOf(page, kind).at(-1)!

/** The entry that another names as its cause. */
const causeOf = (page: Page, { because }: Entry) =>
  recordOf(page).timeline.entries.find(({ id }) => id === because)

describe('why was I signed out', () => {
  test('behavior: this tab did it, and the server has confirmed it', async () => {
    const { page, time } = await openWatched()
    void signOutAll(page.frontdesk)
    await time.advance(100)
    const entry = last(page, 'session')
    expect(entry).toMatchObject({
      what: 'This tab: signed-out',
      cause: 'This tab has signed it out, and the server has confirmed it.',
    })
    expect(causeOf(page, entry)).toMatchObject({
      what: 'DELETE /client',
      cause: 'The app signs out.',
      result: { status: 200 },
    })
  })

  test('behavior: this tab did it, and the server could not be told', async () => {
    const { page, time } = await openWatched()
    page.tab.goOffline()
    void signOutAll(page.frontdesk)
    await time.advance(100)
    expect(last(page, 'session').cause).toBe(
      'This tab has signed it out. The server could not be told: that is made up for.',
    )
    page.tab.goOnline()
    await time.advance(30_000)
    expect(entriesOf(page, 'request').findLast(({ what }) => what === 'DELETE /client')).toMatchObject({
      cause: 'A sign-out that could not be delivered before is delivered now.',
      result: { status: 200 },
    })
  })

  test('behavior: another tab did it, and it is said which', async () => {
    const { pages, time } = await openWatched({ tabs: 2 })
    const [here, there] = pages as [Page, Page]
    void signOut(there.frontdesk)
    await time.advance(100)
    const entry = last(here, 'session')
    expect(entry.what).toBe('This tab: signed-out')
    expect(entry.cause).toMatch(/^(Another tab|Tab \w{4}) has signed it out\.$/)
    expect(causeOf(here, entry)).toMatchObject({ message: 'ended', tab: recordOf(there).tabs.own })
  })

  test.each(['revokeSession', 'expireSession'] as const)('behavior: the server says so: %s', async (over) => {
    const { page, time, world } = await openWatched()
    const [id] = world.seeded!.sessionIds
    world.fapi[over](id!)
    void retry(page.frontdesk)
    await time.advance(1000)
    const entry = last(page, 'session')
    expect(entry.cause).toBe(`The server’s client has no session ${id} any more: it was ended elsewhere.`)
    expect(causeOf(page, entry)?.what).toBe('GET /client')
  })

  test('behavior: its time was over', async () => {
    const { page, time } = await openWatched()
    vi.setSystemTime(Date.now() + 60 * 24 * 60 * 60 * 1000)
    void retry(page.frontdesk)
    await time.advance(1000)
    expect(last(page, 'session').cause).toMatch(/: its time was over at \d\d:\d\d:\d\d\.$/)
  })

  test('behavior: the server says that there is no client', async () => {
    const { page, time, world } = await openWatched()
    world.fault('GET /client', { status: 401, body: { errors: [{ code: 'signed_out', message: '' }] } })
    void retry(page.frontdesk)
    await time.advance(1000)
    const entry = last(page, 'session')
    expect(entry.cause).toBe('The server says that there is no client (401 signed_out).')
    expect(causeOf(page, entry)).toMatchObject({ what: 'GET /client', result: { status: 401, client: null } })
  })
})

describe('which tab refreshed', () => {
  test('behavior: a token names its source: an answer, this tab, another one', async () => {
    const { pages, time } = await openWatched({ tabs: 2 })
    const [here, there] = pages as [Page, Page]
    // Only a tab that needs tokens takes those of others.
    void getToken(there.frontdesk)
    void getToken(here.frontdesk, { skipCache: true })
    await time.advance(3000)
    const own = last(here, 'token')
    expect(own.cause).toBe('This tab has asked for it.')
    expect(causeOf(here, own)).toMatchObject({ cause: 'The app has asked for a new token: skipCache.' })
    const shared = last(there, 'token')
    expect(shared).toMatchObject({ tab: recordOf(here).tabs.own })
    expect(causeOf(there, shared)).toMatchObject({ message: 'token' })
  })
})

describe('why was my cache cleared', () => {
  test('behavior: another identity is shown', async () => {
    const { page, time } = await openWatched({ signedIn: [alice, bob] })
    const { frontdesk, queryClient } = page
    queryClient.setQueryData(['inbox'], 1)
    queryClient.setQueryData(['drafts'], 1)
    const other = frontdesk._internal.client!.sessions.find(
      ({ id }) => id !== frontdesk.state.session.sessionId,
    )!
    void setActive(frontdesk, { sessionId: other.id })
    await time.advance(1000)
    const entry = last(page, 'cache')
    expect(entry).toMatchObject({
      what: '2 queries removed, 0 queries in use reset',
      cause: expect.stringMatching(/^The identity has changed: user_\w+ → user_\w+\.$/),
    })
    expect(causeOf(page, entry)).toMatchObject({
      kind: 'session',
      cause: 'The app has switched the account.',
    })
  })

  test('behavior: the app did it itself', async () => {
    const { page, time } = await openWatched()
    page.queryClient.setQueryData(['inbox'], 1)
    page.queryClient.removeQueries({ queryKey: ['inbox'] })
    await time.settle()
    expect(last(page, 'cache')).toMatchObject({
      what: '1 query removed, 0 queries in use reset',
      cause: expect.stringMatching(/^Not by Frontdesk/),
    })
  })
})

describe('requests', () => {
  test('behavior: each has a cause and what came of it', async () => {
    const { page } = await openWatched({ signedIn: undefined })
    expect(entriesOf(page, 'request').map(({ what, cause }) => `${what}: ${cause}`)).toEqual([
      'POST /dev_browser: A development instance knows a browser by a token, and this one has none yet.',
      'GET /client: The client is not known yet: the first load.',
    ])
  })

  test('behavior: a refusal carries the server’s code', async () => {
    const { page, time } = await openWatched({ signedIn: [] })
    void createSignIn(page.frontdesk, { identifier: alice.identifier, password: 'wrong' }).catch(() => {})
    await time.advance(100)
    expect(entriesOf(page, 'request').find(({ what }) => what === 'POST /client/sign_ins')).toMatchObject({
      cause: 'A step of a sign-in.',
      request: { parameters: expect.arrayContaining(['identifier', 'password']) },
      result: { status: 422, codes: ['form_password_incorrect'] },
      outcome: 'Refused with 422.',
    })
  })
})

describe('bounds', () => {
  test('behavior: only the last 200 are kept, and the handle is left as it was', async () => {
    const { page, time } = await openWatched()
    const record = recordOf(page)
    for (let count = 0; count < 300; count++) page.queryClient.setQueryData([count], 1)
    for (let count = 0; count < 300; count++) {
      page.queryClient.removeQueries({ queryKey: [count] })
      await Promise.resolve()
    }
    await time.settle()
    expect(record.timeline.entries).toHaveLength(200)
  })
})
