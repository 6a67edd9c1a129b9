import { describe, expect, test } from 'vitest'
import { fakeTime } from '../../../test/support/time'
import {
  alice,
  bob,
  createWorld,
  type PageOptions,
  type World,
  type WorldOptions,
} from '../../../test/support/world'
import { setActive, signOut } from '../../core'

const minute = 60_000
const touches = ({ requests }: World) => requests().filter((request) => request.endsWith('/touch')).length

/** A page that was loaded two minutes ago. */
async function open(options: WorldOptions = {}, page: PageOptions = {}) {
  const time = fakeTime()
  const world = await createWorld({ signedIn: [alice], ...options })
  const opened = world.open(page)
  await time.advance(2 * minute)
  const [sessionId] = world.seeded!.sessionIds
  const start = world.requests().length
  return { time, world, page: opened, ...opened, sessionId, since: () => world.requests().slice(start) }
}

describe('coming back to the page', () => {
  test('default: touches its session, and nothing else is asked', async () => {
    const { time, world, page, since, sessionId, tab } = await open()
    const before = world.fapi.sessions[0]!.lastActiveAt
    const { state } = page.frontdesk
    tab.hide()
    tab.show()
    await time.advance(1000)
    expect(since()).toEqual([`POST /client/sessions/${sessionId}/touch`])
    expect(world.fapi.sessions[0]!.lastActiveAt).toBeGreaterThan(before)
    expect(page.frontdesk.state).toBe(state)
  })

  test('behavior: a hundred times in 10 s costs one request', async () => {
    const { time, since, tab } = await open()
    for (let count = 0; count < 100; count++) {
      tab.hide()
      tab.focus()
      await time.advance(100)
    }
    await time.advance(1000)
    expect(since()).toHaveLength(1)
  })

  test('behavior: within a minute of the load, or of the last time, costs nothing', async () => {
    const { time, world, since, tab } = await open()
    const other = world.open()
    await time.advance(59_000)
    other.tab.focus()
    await time.advance(500)
    expect(touches(world)).toBe(0)
    tab.focus()
    await time.advance(59_000)
    tab.focus()
    await time.advance(500)
    expect(touches(world)).toBe(1)
    await time.advance(1000)
    tab.focus()
    await time.advance(500)
    expect(touches(world)).toBe(2)
    expect(since()).toHaveLength(3)
  })

  test('parameters: touchOnFocus false asks nothing', async () => {
    const { time, since, tab } = await open({}, { touchOnFocus: false })
    tab.focus()
    await time.advance(1000)
    expect(since()).toEqual([])
  })

  test.each(['hidden again', 'offline', 'signed out', 'unmounted'])(
    'behavior: of a page that is %s asks nothing',
    async (situation) => {
      const { time, frontdesk, since, tab, unmount } = await open(
        situation === 'signed out' ? { signedIn: [] } : {},
      )
      if (situation === 'offline') tab.goOffline()
      tab.focus()
      if (situation === 'hidden again') tab.hide()
      if (situation === 'unmounted') unmount()
      const { connection } = frontdesk.state
      await time.advance(10 * minute)
      expect(since()).toEqual([])
      // Nor was it tried in vain.
      if (situation === 'offline') expect(frontdesk.state.connection).toBe(connection)
    },
  )

  test('behavior: of a page that is online again touches, once', async () => {
    const { time, since, tab } = await open()
    tab.goOffline()
    tab.focus()
    await time.advance(1000)
    tab.goOnline()
    await time.advance(1000)
    expect(since()).toHaveLength(1)
  })

  test('behavior: the page of a session that is over elsewhere learns it, and touches no more', async () => {
    const { time, world, frontdesk, since, sessionId, tab } = await open()
    world.fapi.revokeSession(sessionId!)
    tab.focus()
    await time.advance(1000)
    expect(since()).toEqual([`POST /client/sessions/${sessionId}/touch`, 'GET /client'])
    expect(frontdesk.state.session.status).toBe('signed-out')
    await time.advance(2 * minute)
    tab.focus()
    await time.advance(1000)
    expect(since()).toHaveLength(2)
  })

  test('behavior: is not tried again before Retry-After', async () => {
    const { time, world, since, tab } = await open()
    world.fault(`POST /client/sessions/${world.seeded!.sessionIds[0]}/touch`, {
      status: 429,
      retryAfter: 150,
      times: 1,
    })
    tab.focus()
    await time.advance(149_000)
    tab.focus()
    await time.advance(500)
    expect(since()).toHaveLength(1)
    await time.advance(1000)
    tab.focus()
    await time.advance(1000)
    expect(since()).toHaveLength(2)
  })

  test('behavior: waits five minutes at most, whatever Retry-After says', async () => {
    const { time, world, since, tab } = await open()
    const touch = `POST /client/sessions/${world.seeded!.sessionIds[0]}/touch`
    world.fault(touch, { status: 429, retryAfter: 999_999, times: 1 })
    tab.focus()
    await time.advance(301_000)
    tab.focus()
    await time.advance(1000)
    expect(since()).toEqual([touch, touch])
  })

  test('behavior: that has lost its network since says so, and recovers', async () => {
    const { time, world, frontdesk, tab } = await open()
    const end = world.fapi.fault({ cut: true })
    tab.focus()
    await time.advance(20_000)
    expect(frontdesk.state.connection.status).toBe('degraded')
    end()
    // A try that was made within the last second is not hurried.
    await time.advance(1500)
    tab.focus()
    await time.advance(1000)
    expect(frontdesk.state).toMatchObject({
      connection: { status: 'ready' },
      session: { status: 'signed-in' },
    })
  })
})

describe('coming back to a page that another tab has left behind', () => {
  test('behavior: asks for the client instead of touching a session that may be over', async () => {
    const { time, world, frontdesk, tab } = await open({ signedIn: [alice, bob] }, { tabSession: 'follow' })
    const other = world.open({ tabSession: 'follow' })
    await time.advance(1000)
    tab.hide()
    const alices = world.seeded!.sessionIds[0]!
    await setActive(other.frontdesk, { sessionId: alices })
    await time.advance(1000)
    const before = world.requests().length
    tab.focus()
    await time.advance(1000)
    expect(world.requests().slice(before)).toEqual(['GET /client'])
    expect(frontdesk.state.session.sessionId).toBe(alices)
    expect(other.frontdesk.state.session.sessionId).toBe(alices)
  })

  test('behavior: leaves the organization that the other tab has chosen', async () => {
    const { time, world, tab, frontdesk } = await open()
    const other = world.open({ ambient: { openChannel: undefined } })
    await time.advance(1000)
    const organizationId = world.fapi.organizations[0]!.id
    await setActive(other.frontdesk, { organizationId })
    tab.focus()
    await time.advance(1000)
    expect(touches(world)).toBe(2)
    expect(world.fapi.sessions[0]!.organizationId).toBe(organizationId)
    await signOut(frontdesk)
  })

  test('behavior: brings no request upon the others', async () => {
    const { time, world, since, tab } = await open()
    world.open()
    world.open()
    await time.advance(minute)
    const before = since().length
    tab.focus()
    await time.advance(minute)
    expect(since()).toHaveLength(before + 1)
  })
})
