import { describe, expect, test } from 'vitest'
import { hear } from '../../../test/support/heard'
import { countHoldings } from '../../../test/support/holdings'
import { fakeTime } from '../../../test/support/time'
import { alice, createWorld, refusal } from '../../../test/support/world'

/** A page whose client is known, with the requests and what is shown counted from there. */
async function open({ mount = true, ready = true } = {}) {
  const time = fakeTime()
  const world = await createWorld({ scheme: 'browser', signedIn: [alice] })
  const tab = world.browser.openTab()
  const { ambient, held } = countHoldings(tab)
  const page = world.open({ tab, mount: mount && ready, ambient: { ...ambient, random: () => 0 } })
  const { loader } = page.frontdesk._internal
  if (ready) await Promise.all([loader.load(), time.advance(100)])
  world.fapi.log.clear()
  const shown: (string | undefined)[] = []
  page.frontdesk.subscribe(() => {
    const { status, error } = page.frontdesk.state.connection
    shown.push(error ? `${status}: ${error.code}` : status)
  })
  return { ...page, time, world, loader, held, shown, gets: () => world.requests('GET /client').length }
}

const unavailable = { status: 503 }

describe('load', () => {
  test('default: calls at the same time share the answer, a later one asks anew', async () => {
    const { loader, gets } = await open()
    const [one, two] = await Promise.all([loader.load(), loader.load()])
    expect(one).toBe(two)
    expect(one?.sessions).toHaveLength(1)
    expect(gets()).toBe(1)
    await loader.load()
    expect(gets()).toBe(2)
  })

  test('behavior: where trying again can help, it rejects after four tries, 0.5, 1 and 2 s apart', async () => {
    const { time, world, loader, gets } = await open({ mount: false, ready: false })
    world.fault('GET /client', unavailable)
    const refused = refusal(loader.load())
    const counts: number[] = []
    for (const ms of [400, 200, 800, 200, 1800, 200, 60_000]) {
      await time.advance(ms)
      counts.push(gets())
    }
    expect(counts).toEqual([1, 2, 2, 3, 3, 4, 4])
    expect(await refused).toMatchObject({ status: 503 })
  })

  test('behavior: a success forgives the failures before it', async () => {
    const { time, world, loader } = await open({ mount: false })
    for (let round = 0; round < 3; round++) {
      world.fault('GET /client', { ...unavailable, times: 3 })
      const loaded = loader.load()
      await time.advance(4000)
      expect(await loaded).toMatchObject({ sessions: [{}] })
    }
  })

  test('behavior: where it cannot, at once', async () => {
    const { time, world, loader, gets } = await open()
    world.fault('GET /client', { status: 400 })
    expect(await refusal(loader.load())).toMatchObject({ status: 400 })
    await time.advance(60_000)
    expect(gets()).toBe(1)
  })

  test('behavior: while the page is mounted it goes on behind the scenes, until it has the client', async () => {
    const { time, world, loader, gets, shown } = await open()
    const heal = world.fault('GET /client', unavailable)
    await Promise.all([refusal(loader.load()), time.advance(3600)])
    expect(gets()).toBe(4)
    expect(loader.underWay()).toBe(undefined)
    heal()
    await time.advance(4100)
    expect(gets()).toBe(5)
    expect(shown.at(-1)).toBe('ready')
  })

  test('behavior: one that is asked for in the pause behind the scenes takes the place of what was to come', async () => {
    const { time, world, loader, gets, held } = await open()
    const heal = world.fault('GET /client', unavailable)
    await Promise.all([refusal(loader.load()), time.advance(3600)])
    heal()
    await loader.load()
    await time.advance(60_000)
    expect(gets()).toBe(5)
    expect(held.timers).toBe(0)
  })
})

describe('reload', () => {
  test('default: asks once', async () => {
    const { loader, gets } = await open()
    await loader.reload()
    expect(gets()).toBe(1)
  })

  test('behavior: while the client is being asked for, once more after that, for all who want it', async () => {
    const { time, world, loader, gets } = await open()
    world.fault('GET /client', { delay: 500, times: 1 })
    const first = loader.load()
    await time.advance(100)
    const more = [loader.reload(), loader.reload(), loader.reload()]
    await time.advance(300)
    expect(gets()).toBe(0)
    await time.advance(1000)
    await Promise.all([first, ...more])
    expect(gets()).toBe(2)
  })

  test('behavior: once more after a load that failed, too', async () => {
    const { time, world, loader, gets } = await open()
    world.fault('GET /client', { status: 400, delay: 500, times: 1 })
    const first = refusal(loader.load())
    await time.advance(100)
    const more = loader.reload()
    await time.advance(1000)
    expect(await first).toMatchObject({ status: 400 })
    expect(await more).toMatchObject({ sessions: [{}] })
    expect(gets()).toBe(2)
  })
})

describe('refresh', () => {
  test('behavior: asks while somebody needs the handle, and not otherwise', async () => {
    const mounted = await open()
    mounted.loader.refresh()
    await mounted.time.settle()
    expect(mounted.gets()).toBe(1)
    const idle = await open({ mount: false })
    idle.loader.refresh()
    await idle.time.settle()
    expect(idle.gets()).toBe(0)
  })

  test('behavior: that it failed is shown, and thrown at nobody', async () => {
    const { time, world, loader, shown } = await open()
    world.fault('GET /client', { status: 400 })
    loader.refresh()
    await time.settle()
    expect(shown).toEqual(['degraded: fault_injected'])
  })
})

test('behavior: underWay() is what is under way, however it ends', async () => {
  const { time, world, loader } = await open()
  expect(loader.underWay()).toBe(undefined)
  world.fault('GET /client', { status: 400, delay: 500 })
  const refused = refusal(loader.load())
  let isSettled = false
  void loader.underWay()?.then(() => {
    isSettled = true
  })
  await time.advance(400)
  expect([Boolean(loader.underWay()), isSettled]).toEqual([true, false])
  await time.advance(200)
  expect([Boolean(loader.underWay()), isSettled]).toEqual([false, true])
  expect(await refused).toMatchObject({ status: 400 })
})

test('behavior: hurry() ends the pause before the next try', async () => {
  const { time, world, loader, gets } = await open()
  world.fault('GET /client', { ...unavailable, times: 1 })
  const loaded = loader.load()
  await time.advance(100)
  expect(gets()).toBe(1)
  loader.hurry()
  await time.settle()
  expect(await loaded).toMatchObject({ sessions: [{}] })
  expect(gets()).toBe(2)
})

describe('what is shown of a failure', () => {
  test('behavior: at boot an error, once it is given up for now', async () => {
    const { time, world, frontdesk, shown } = await open({ ready: false })
    world.fault('GET /client', unavailable)
    frontdesk.mount()
    await time.advance(3000)
    expect(shown).toEqual([])
    await time.advance(1000)
    expect(shown).toEqual(['error: maintenance_mode'])
    frontdesk.unmount()
  })

  test('behavior: with a client known degraded, at the first', async () => {
    const { time, world, loader, shown } = await open()
    world.fault('GET /client', { ...unavailable, times: 1 })
    const loaded = loader.load()
    await time.advance(100)
    expect(shown).toEqual(['degraded: maintenance_mode'])
    await time.advance(1000)
    await loaded
    expect(shown).toEqual(['degraded: maintenance_mode', 'ready'])
  })

  test('behavior: the same again is no news; another one is', async () => {
    const { time, world, loader, shown, gets } = await open()
    const heal = world.fault('GET /client', unavailable)
    loader.refresh()
    await time.advance(60_000)
    expect(gets()).toBeGreaterThan(4)
    expect(shown).toEqual(['degraded: maintenance_mode'])
    heal()
    const reconnect = world.fault('GET /client', { cut: true })
    await time.advance(60_000)
    reconnect()
    world.fault('GET /client', { delay: 60_000 })
    await time.advance(60_000)
    expect(shown).toEqual(['degraded: maintenance_mode', 'degraded: network_error', 'degraded: timeout'])
  })
})

describe('a page that is woken', () => {
  test('behavior: tries at once, once for many a waking', async () => {
    const { time, world, loader, tab, gets } = await open()
    const heal = world.fault('GET /client', unavailable)
    await Promise.all([refusal(loader.load()), time.advance(5600)])
    expect(gets()).toBe(4)
    heal()
    for (let times = 0; times < 5; times++) tab.focus()
    await time.settle()
    expect(gets()).toBe(5)
    await time.advance(60_000)
    expect(gets()).toBe(5)
  })

  test('behavior: within a second of a try waits for that second, and tries once for many a waking', async () => {
    const { time, world, loader, tab, gets } = await open()
    world.fault('GET /client', unavailable)
    await Promise.all([refusal(loader.load()), time.advance(3600)])
    for (let times = 0; times < 5; times++) {
      tab.focus()
      await time.advance(10)
    }
    expect(gets()).toBe(4)
    await time.advance(1500)
    expect(gets()).toBe(5)
  })

  test('behavior: asks for nothing where all is well', async () => {
    const { time, tab, gets } = await open()
    await time.advance(2000)
    tab.focus()
    await time.advance(2000)
    expect(gets()).toBe(0)
  })
})

describe('doubt', () => {
  test('behavior: ends with the next load, of which the other tabs hear', async () => {
    const opened = await open()
    const heard = hear(opened)
    const { time, loader } = opened
    await Promise.all([loader.load(), time.settle()])
    expect(heard).toEqual([])
    loader.doubt()
    await Promise.all([loader.load(), time.settle()])
    expect(heard).toEqual([{ type: 'changed' }])
  })

  test('behavior: stays where that load fails', async () => {
    const opened = await open()
    const heard = hear(opened)
    const { time, world, loader } = opened
    world.fault('GET /client', { status: 400, times: 1 })
    loader.doubt()
    await refusal(loader.load())
    expect(heard).toEqual([])
    await Promise.all([loader.load(), time.settle()])
    expect(heard).toHaveLength(1)
  })
})
