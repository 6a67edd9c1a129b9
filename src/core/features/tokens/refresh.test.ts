import { describe, expect, test } from 'vitest'
import { fakeTime } from '../../../../test/support/time'
import { alice, createWorld, type Page } from '../../../../test/support/world'
import { getToken, onToken } from '../../../core'
import type { FapiFault } from '../../../fapi'
import { watchToken } from './refresh'

/** @param lifetime - of the template `own`, in seconds. */
async function open({ lifetime = 60 } = {}) {
  const time = fakeTime()
  const jwtTemplates = { brief: { lifetime: 12 }, own: { lifetime } }
  const world = await createWorld({ signedIn: [alice], jwtTemplates })
  const page = world.open()
  await time.settle()
  const sessionId = world.seeded!.sessionIds[0]!
  const watch = ({ frontdesk }: Page, template?: string) =>
    watchToken(frontdesk._internal, { sessionId, template, organizationId: null })
  const minted = () => world.requests().filter((request) => /\/tokens(\/|$)/.test(request)).length
  return { time, world, page, watch, minted, tokens: `POST /client/sessions/${sessionId}/tokens` }
}

describe('a token that is watched', () => {
  test('default: is renewed ahead of its end, about once in 50 s', async () => {
    const { time, page, watch, minted } = await open()
    const stop = watch(page)
    await time.advance(40_000)
    expect(minted()).toBe(0)
    await time.advance(15_000)
    expect(minted()).toBe(1)
    await time.advance(245_000)
    expect(minted()).toBeGreaterThanOrEqual(5)
    expect(minted()).toBeLessThanOrEqual(7)
    stop()
    const before = minted()
    await time.advance(300_000)
    expect(minted()).toBe(before)
  })

  test('behavior: by many is one, until the last stops', async () => {
    const { time, page, watch, minted } = await open()
    const [one, two] = [watch(page), watch(page)]
    await time.advance(60_000)
    expect(minted()).toBe(1)
    one()
    await time.advance(60_000)
    expect(minted()).toBe(2)
    two()
    await time.advance(120_000)
    expect(minted()).toBe(2)
  })

  test('behavior: in four tabs costs about as much as in one', async () => {
    const { time, world, page, watch, minted } = await open()
    const pages = [page, world.open(), world.open(), world.open()]
    await time.advance(1000)
    const stops = pages.map((one) => watch(one))
    await time.advance(300_000)
    expect(minted()).toBeGreaterThanOrEqual(5)
    expect(minted()).toBeLessThanOrEqual(9)
    for (const stop of stops) stop()
  })

  test('behavior: rests in a hidden tab, and is renewed when that is shown', async () => {
    const { time, page, watch, minted } = await open()
    const stop = watch(page)
    page.tab.hide()
    await time.advance(600_000)
    expect(minted()).toBe(0)
    page.tab.show()
    await time.advance(100)
    expect(minted()).toBe(1)
    stop()
  })

  test('behavior: so short-lived that it is always due is renewed every few seconds, not all the time', async () => {
    const { time, page, watch, minted } = await open()
    const stop = watch(page, 'brief')
    await time.advance(60_000)
    expect(minted()).toBeGreaterThan(4)
    expect(minted()).toBeLessThan(40)
    stop()
  })

  const day = 86_400_000
  /** Timers overflow after 2³¹−1 ms, which is between 24 and 25 days. */
  test.each([24, 25, 60, 1e9])('behavior: that lives %i days is waited for with one timer', async (days) => {
    const { time, world, minted } = await open({ lifetime: (days * day) / 1000 })
    const timers: number[] = []
    const tab = world.browser.openTab()
    const page = world.open({
      tab,
      ambient: {
        timeout(callback, ms) {
          timers.push(ms)
          return tab.ambient.timeout(callback, ms)
        },
      },
    })
    await time.settle()
    const got: unknown[] = []
    const stop = onToken(page.frontdesk, (token) => got.push(token), { template: 'own' })
    await time.advance(1000)
    timers.length = 0
    await time.advance(3000)
    expect(timers).toEqual([])
    page.tab.hide()
    await time.advance(3000)
    page.tab.show()
    await time.advance(3000)
    expect(timers.length).toBeLessThan(5)
    expect(Math.max(...timers)).toBeLessThan(2 ** 31)
    expect([got.length, minted()]).toEqual([1, 1])
    stop()
  })

  test('behavior: that outlives the longest timer is renewed ahead of its end', async () => {
    const { time, page, watch, minted } = await open({ lifetime: (25 * day) / 1000 })
    const stop = watch(page, 'own')
    await time.advance(1000)
    await time.advance(25 * day - 60_000)
    expect(minted()).toBe(1)
    await time.advance(60_000)
    expect(minted()).toBe(2)
    stop()
  })

  test('behavior: that cannot be renewed is asked for ever more rarely', async () => {
    const { time, world, page, watch, minted, tokens } = await open()
    const end = world.fault(tokens, { status: 403 })
    const stop = watch(page)
    await time.advance(600_000)
    expect(minted()).toBeLessThan(40)
    end()
    await time.advance(60_000)
    const before = minted()
    await time.advance(50_000)
    expect(minted() - before).toBeLessThanOrEqual(2)
    stop()
  })

  test.each<[string, FapiFault]>([
    ['a page of its own', { body: '<!doctype html><title>Welcome to our Wi-Fi' }],
    ['a redirect to it', { status: 302, body: '' }],
  ])(
    'behavior: that a captive portal answered for, with %s, is there soon after one is through',
    async (_, fault) => {
      const { time, world, page, watch, minted } = await open()
      const stop = watch(page)
      await time.advance(40_000)
      const leavePortal = world.fapi.fault(fault)
      await time.advance(25_000)
      expect(minted()).toBeGreaterThan(1)
      expect(minted()).toBeLessThan(8)
      leavePortal()
      page.tab.focus()
      await time.advance(2000)
      const before = minted()
      const token = getToken(page.frontdesk)
      await time.advance(100)
      expect(await token).toEqual(expect.any(String))
      expect(minted()).toBe(before)
      stop()
    },
  )

  test('behavior: is asked for no more once the session is over', async () => {
    const { time, world, page, watch, minted } = await open()
    const stop = watch(page)
    world.fapi.revokeSession(world.fapi.sessions[0]!.id)
    await time.advance(60_000)
    expect(page.frontdesk.state.session.status).toBe('signed-out')
    const before = minted()
    await time.advance(600_000)
    expect(minted()).toBe(before)
    stop()
  })
})
