import { describe, expect, test } from 'vitest'
import { fakeTime } from '../../../test/support/time'
import { alice, bob, createWorld, type World, type WorldOptions } from '../../../test/support/world'
import { createSignIn, getClient, getToken, retry, signOutAll } from '../../core'
import { watchToken } from '../tokens/refresh'

const tenMinutes = 600_000

async function open({ tabs = 1, ...options }: WorldOptions & { tabs?: number } = {}) {
  const time = fakeTime()
  const world = await createWorld({ signedIn: [alice], ...options })
  const pages = Array.from({ length: tabs }, (_, tab) => world.open({ ambient: { random: seeded(tab) } }))
  await time.advance(1000)
  const before = world.requests().length
  /** The requests since the pages have settled. */
  const since = () => world.requests().slice(before)
  const watchAll = () => {
    const target = { sessionId: world.seeded!.sessionIds[0]!, organizationId: null }
    const stops = pages.map(({ frontdesk }) => watchToken(frontdesk._internal, target))
    return () => {
      for (const stop of stops) stop()
    }
  }
  return { time, world, pages, page: pages[0]!, since, watchAll }
}

/** Numbers from 0 up to 1 that look random, the same for each seed. */
function seeded(seed: number): () => number {
  let state = seed + 1
  return () => {
    state = (state * 48_271) % 0x7fffffff
    return state / 0x7fffffff
  }
}

describe('pages', () => {
  test('budget: the reload of a signed-in page is one request, a token included', async () => {
    const { time, page, since } = await open()
    const { frontdesk } = page.reload()
    const token = getToken(frontdesk)
    await time.advance(1000)
    expect(await token).toEqual(expect.any(String))
    expect(frontdesk.state.session.status).toBe('signed-in')
    expect(since()).toEqual(['GET /client'])
  })

  test('budget: an idle page of which nobody needs a token asks for nothing', async () => {
    const { time, since } = await open({ tabs: 6 })
    await time.advance(tenMinutes)
    expect(since()).toEqual([])
  })

  test('budget: focus, blur, focus a hundred times in 10 s is one request at most', async () => {
    const { time, page, since, watchAll } = await open()
    const stop = watchAll()
    for (let times = 0; times < 100; times++) {
      page.tab.hide()
      await time.advance(50)
      page.tab.focus()
      await time.advance(50)
    }
    expect(since().length).toBeLessThanOrEqual(1)
    stop()
  })
})

describe('tokens', () => {
  test.each([
    ['one tab', 1, {}, 14],
    ['six tabs', 6, {}, 14],
    // Two that are due within 50 ms of each other may both ask.
    ['six tabs without locks', 6, { locks: undefined }, 20],
  ])('budget: ten minutes of 60 s tokens in %s', async (_, tabs, ambient, limit) => {
    const { time, world, since, watchAll, pages } = await open({ tabs })
    for (const { frontdesk } of pages) Object.assign(frontdesk._internal.ambient, ambient)
    const stop = watchAll()
    // In steps so small that a request is answered before the next tab's timer runs.
    for (let passed = 0; passed < tenMinutes; passed += 6000) await time.advance(6000)
    expect(since().length).toBeLessThanOrEqual(limit)
    expect(since().length).toBeGreaterThanOrEqual(10)
    expect(new Set(since())).toEqual(new Set([`POST /client/sessions/${world.seeded!.sessionIds[0]}/tokens`]))
    stop()
  })

  test('budget: a hundred getToken() at once on an expired token are one request', async () => {
    const { time, page, since } = await open()
    await time.advance(70_000)
    const tokens = Promise.all(Array.from({ length: 100 }, () => getToken(page.frontdesk)))
    await time.advance(500)
    expect(new Set(await tokens).size).toBe(1)
    expect(since()).toHaveLength(1)
  })
})

describe('six tabs', () => {
  const statuses = (pages: Awaited<ReturnType<typeof open>>['pages']) =>
    new Set(pages.map(({ frontdesk }) => frontdesk.state.session.status))

  test('budget: signing out of all in one is one request in all', async () => {
    const { time, page, pages, since } = await open({ tabs: 6 })
    const done = signOutAll(page.frontdesk)
    await time.advance(tenMinutes)
    await done
    expect(since()).toEqual(['DELETE /client'])
    expect(statuses(pages)).toEqual(new Set(['signed-out']))
  })

  test('budget: signing in in one is one request there, and one in each other tab', async () => {
    const { time, page, pages, since } = await open({ tabs: 6, signedIn: [] })
    const done = createSignIn(page.frontdesk, alice)
    await time.advance(tenMinutes)
    await done
    expect(since()).toEqual(['POST /client/sign_ins', ...Array(5).fill('GET /client')])
    expect(statuses(pages)).toEqual(new Set(['signed-in']))
  })

  test('budget: a second account in one disturbs no tab’s own, for the same price', async () => {
    const { time, page, pages, since } = await open({ tabs: 6 })
    const done = createSignIn(page.frontdesk, bob)
    await time.advance(tenMinutes)
    await done
    expect(since()).toEqual(['POST /client/sign_ins', ...Array(5).fill('GET /client')])
    expect(statuses(pages)).toEqual(new Set(['signed-in']))
  })
})

describe('troubles', () => {
  /** Gives a page every chance to ask, for a while. */
  async function disturb(world: World, page: ReturnType<World['open']>, pass: (ms: number) => Promise<void>) {
    for (let times = 0; times < 48; times++) {
      page.tab.hide()
      page.tab.focus()
      page.tab.goOffline()
      page.tab.goOnline()
      page.tab.restore()
      await pass(100)
    }
    return world.requests().length
  }

  test('budget: GET /client that answers 401 for ever costs GET and POST, 1 GET more for an error, then nothing', async () => {
    const time = fakeTime()
    const world = await createWorld({ missingClient: 401 })
    world.fault('GET /client', { status: 401 })
    const page = world.open()
    await time.advance(1000)
    expect(world.requests()).toEqual(['POST /dev_browser', 'GET /client', 'POST /client'])
    expect(page.frontdesk.state.connection.status).toBe('ready')
    const refetch = expect(getClient(page.frontdesk)).rejects.toMatchObject({ code: 'client_not_kept' })
    await time.advance(tenMinutes)
    page.tab.focus()
    await time.advance(1000)
    await refetch
    expect(world.requests().slice(3)).toEqual(['GET /client'])
    expect(page.frontdesk.state).toMatchObject({
      connection: { status: 'degraded', error: { code: 'client_not_kept' } },
      session: { status: 'signed-out' },
    })
    const again = retry(page.frontdesk)
    await time.advance(1000)
    expect(await again).toBe(null)
    expect(world.requests().slice(3)).toEqual(['GET /client', 'GET /client'])
  })

  test('budget: 429 with Retry-After: 5 for everything is nothing before 5 s, at boot', async () => {
    const time = fakeTime()
    const world = await createWorld({ signedIn: [alice] })
    const end = world.fapi.fault({ retryAfter: 5 })
    const page = world.open()
    await time.settle()
    expect(world.requests()).toHaveLength(1)
    for (const asking of [retry(page.frontdesk), getToken(page.frontdesk)]) asking.catch(() => {})
    expect(await disturb(world, page, time.advance)).toBe(1)
    end()
    await time.advance(3000)
    expect(page.frontdesk.state.session.status).toBe('signed-in')
  })

  test('budget: 429 with Retry-After: 5 for everything is nothing before 5 s, of a token', async () => {
    const { time, world, page, since, watchAll } = await open()
    await time.advance(30_000)
    const end = world.fapi.fault({ retryAfter: 5 })
    const stop = watchAll()
    while (since().length === 0) await time.advance(100)
    expect(await disturb(world, page, time.advance)).toBe(world.requests().length)
    expect(since()).toHaveLength(1)
    end()
    await time.advance(10_000)
    expect(since()).toHaveLength(2)
    stop()
  })

  const cases = [2, 10, 60].flatMap((seconds) => [0, 1, 2, 3, 4].map((seed) => [seconds, seed] as const))
  const limits: Record<number, number> = { 2: 5, 10: 8, 60: 12 }

  test.each(cases)('budget: 500 for %i s at boot (seed %i)', async (seconds, seed) => {
    const time = fakeTime()
    const world = await createWorld({ signedIn: [alice] })
    const end = world.fapi.fault({ status: 500 })
    const { frontdesk } = world.open({ ambient: { random: seeded(seed * 1000) } })
    await time.advance(seconds * 1000)
    end()
    let recovery = 0
    while (frontdesk.state.connection.status !== 'ready' && recovery <= 30_000) {
      await time.advance(500)
      recovery += 500
    }
    expect(recovery).toBeLessThanOrEqual(30_000)
    expect(frontdesk.state.session.status).toBe('signed-in')
    expect(world.requests().length).toBeGreaterThan(2)
    expect(world.requests().length).toBeLessThanOrEqual(limits[seconds]!)
  })

  type Opened = ReturnType<World['open']>
  test.each<[string, (page: Opened) => void]>([
    ['online', ({ tab }) => tab.goOnline()],
    ['focus', ({ tab }) => tab.focus()],
    ['retry()', ({ frontdesk }) => void retry(frontdesk)],
  ])('behavior: %s ends the waiting at once', async (event, happens) => {
    const time = fakeTime()
    const world = await createWorld({ signedIn: [alice] })
    const end = world.fapi.fault({ status: 500 })
    const page = world.open({ ambient: { random: seeded(1) } })
    await time.advance(62_000)
    if (event === 'online') page.tab.goOffline()
    end()
    happens(page)
    await time.advance(20)
    expect(page.frontdesk.state.session.status).toBe('signed-in')
  })
})
