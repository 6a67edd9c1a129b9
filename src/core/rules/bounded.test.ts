import { describe, expect, test } from 'vitest'
import { openCounted, seeded } from '../../../test/support/counted'
import { fakeTime } from '../../../test/support/time'
import { alice, createWorld, type Page, type World } from '../../../test/support/world'
import { getClient, getToken, retry } from '../../core'

const tenMinutes = 600_000

describe('rule 8 · everything is bounded', () => {
  /** Gives a page every chance to ask, for a while. */
  async function disturb(
    world: World,
    { tab }: Page,
    pass: (ms: number) => Promise<void>,
    { isRestored = false } = {},
  ) {
    for (let times = 0; times < 48; times++) {
      tab.hide()
      tab.focus()
      tab.goOffline()
      tab.goOnline()
      if (isRestored) tab.restore()
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
    expect(await disturb(world, page, time.advance, { isRestored: true })).toBe(1)
    end()
    await time.advance(3000)
    expect(page.frontdesk.state.session.status).toBe('signed-in')
  })

  test('behavior: being woken cuts nothing short of what a server asked for, nor of the jitter upon it', async () => {
    const time = fakeTime()
    const world = await createWorld({ signedIn: [alice] })
    world.fault('GET /client', { retryAfter: 5, times: 1 })
    const { tab } = world.open({ ambient: { random: () => 1 } })
    await time.advance(4500)
    tab.focus()
    await time.advance(1200)
    expect(world.requests()).toHaveLength(1)
    await time.advance(1000)
    expect(world.requests()).toHaveLength(2)
  })

  test('budget: 429 with Retry-After: 5 for everything is nothing before 5 s, of a token', async () => {
    const { time, world, page, since, watchAll } = await openCounted()
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

  test.each<[string, (page: Page) => void]>([
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

  test('behavior: 422 missing_expired_token is answered with the last token, once', async () => {
    const { time, world, page, since } = await openCounted()
    const { frontdesk, tab } = page
    const token = async () => {
      const asking = getToken(frontdesk)
      asking.catch(() => {})
      await time.advance(100)
      return asking
    }
    const first = await token()
    const tokens = `POST /client/sessions/${world.seeded!.sessionIds[0]}/tokens`
    const body = { errors: [{ code: 'missing_expired_token', message: '', long_message: '' }] }
    const { fetch } = tab.ambient
    const asked: (string | null)[] = []
    Object.assign(frontdesk._internal.ambient, {
      fetch(url: string, init: RequestInit) {
        asked.push(new URL(url).searchParams.get('expired_token'))
        return fetch(url, init)
      },
    })
    await time.advance(70_000)
    world.fault(tokens, { status: 422, body, times: 1 })
    expect(await token()).toEqual(expect.any(String))
    expect(asked).toEqual([null, first])
    world.fault(tokens, { status: 422, body, times: 5 })
    await time.advance(70_000)
    await expect(token()).rejects.toMatchObject({ code: 'missing_expired_token', status: 422 })
    // Refused for good, it is a reason to ask whether the session is over.
    expect(since()).toEqual([...Array(4).fill(tokens), 'GET /client'])
  })
})
