import { describe, expect, test } from 'vitest'
import { hear } from '../../../test/support/heard'
import { fakeTime } from '../../../test/support/time'
import { alice, bob, createWorld, refusal } from '../../../test/support/world'
import { isWithheld } from '../store/shown'
import { everything } from './outbox'
import { endSessions } from './signOuts'

async function open({ ready = true } = {}) {
  const time = fakeTime()
  const world = await createWorld({ scheme: 'browser', signedIn: [alice, bob] })
  if (!ready) world.fault('GET /client', { status: 403, times: 1 })
  const page = world.open()
  await time.advance(100)
  world.fapi.log.clear()
  const engine = page.frontdesk._internal
  const ids = world.seeded!.sessionIds as [string, string]
  return { ...page, time, world, engine, ids, heard: hear(page), remove: `/client/sessions/${ids[0]}/remove` }
}

describe('what the other tabs are told', () => {
  test('default: which sessions are over, so that none has to ask', async () => {
    const { time, engine, ids, heard, remove } = await open()
    expect(await endSessions(engine, remove, [ids[0]])).toEqual({ serverConfirmed: true })
    await time.settle()
    expect(heard.filter(({ type }) => type === 'ended')).toEqual([
      { type: 'ended', sessionIds: [ids[0]], clientId: undefined, isDelivered: true },
    ])
  })

  test('behavior: the client, where that goes with them', async () => {
    const { time, engine, world, ids, heard } = await open()
    await endSessions(engine, everything, ids)
    await time.settle()
    expect(heard).toEqual([
      { type: 'ended', sessionIds: ids, clientId: world.seeded!.clientId, isDelivered: true },
    ])
  })

  test('behavior: that it could not be delivered, so that they try', async () => {
    const { time, engine, world, ids, heard, remove } = await open()
    world.fault(`POST ${remove}`, { cut: true })
    expect(await endSessions(engine, remove, [ids[0]])).toEqual({ serverConfirmed: false })
    await time.settle()
    expect(heard).toContainEqual(expect.objectContaining({ type: 'ended', isDelivered: false }))
    expect(await engine.outbox.read()).toEqual([ids[0]])
  })

  test('behavior: to look for themselves, where this tab knows no client and so can name none', async () => {
    const { time, engine, heard } = await open({ ready: false })
    expect(engine.client).toBe(undefined)
    await endSessions(engine, everything, [])
    await time.settle()
    expect(heard.map(({ type }) => type)).toEqual(['ended', 'changed'])
  })

  test('behavior: nothing, where it is refused; what was withheld is given back, and none waits', async () => {
    const { time, engine, world, ids, heard, remove } = await open()
    world.fault(`POST ${remove}`, { status: 403, delay: 100 })
    const refused = refusal(endSessions(engine, remove, [ids[0]]))
    expect(ids.map((id) => isWithheld(engine, id))).toEqual([true, false])
    await time.advance(1000)
    expect(await refused).toMatchObject({ status: 403 })
    expect(heard).toEqual([])
    expect(isWithheld(engine, ids[0])).toBe(false)
    expect(engine.client?.sessions).toHaveLength(2)
    expect(await engine.outbox.read()).toEqual([])
  })
})

test('behavior: the same at the same time is one, another is its own', async () => {
  const { world, engine, ids, remove } = await open()
  const other = `/client/sessions/${ids[1]}/remove`
  await Promise.all([
    endSessions(engine, remove, [ids[0]]),
    endSessions(engine, remove, [ids[0]]),
    endSessions(engine, other, [ids[1]]),
  ])
  expect(world.requests(`POST ${remove}`)).toHaveLength(1)
  expect(world.requests(`POST ${other}`)).toHaveLength(1)
  expect(engine.client?.sessions).toEqual([])
})

test.each(['this alone', 'all'])(
  'behavior: one that was not delivered is, as soon as it can be, where %s did not arrive',
  async (what) => {
    const { time, world, engine, ids, remove, tab } = await open()
    if (what === 'all') tab.goOffline()
    else world.fault(`POST ${remove}`, { cut: true, times: 1 })
    expect(await endSessions(engine, remove, [ids[0]])).toEqual({ serverConfirmed: false })
    tab.goOnline()
    await time.advance(5000)
    expect(world.fapi.sessions.map(({ status }) => status)).toEqual(['removed', 'active'])
    expect(engine.client?.sessions.map(({ id }) => id)).toEqual([ids[1]])
    expect(await engine.outbox.read()).toEqual([])
  },
)
