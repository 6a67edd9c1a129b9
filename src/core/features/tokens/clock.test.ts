import { describe, expect, test } from 'vitest'
import { fakeTime } from '../../../../test/support/time'
import { claimsOf } from '../../../../test/support/tokens'
import { alice, createWorld } from '../../../../test/support/world'
import { type Ambient, getToken } from '../../../core'

describe('clocks that are wrong', () => {
  /** A page on a device whose clock can be set; the box's goes right. */
  async function openOn(clock: { ahead: number }, ambient: Partial<Ambient> = {}) {
    const time = fakeTime()
    const world = await createWorld({ signedIn: [alice] })
    const openPage = (ambient: Partial<Ambient> = {}) =>
      world.open({ ambient: { now: () => Date.now() + clock.ahead, ...ambient } })
    const page = openPage(ambient)
    await time.settle()
    const token = async ({ frontdesk } = page) => {
      const promise = getToken(frontdesk)
      await time.advance(100)
      return claimsOf(await promise)
    }
    const minted = () => world.requests().filter((request) => request.endsWith('/tokens')).length
    return { time, world, page, openPage, token, minted }
  }

  test.each([-7, -3, 3, 7])('behavior: a device %i minutes ahead asks no more often', async (minutes) => {
    const { time, token, minted } = await openOn({ ahead: minutes * 60_000 })
    for (let second = 0; second < 300; second += 10) {
      expect((await token()).exp * 1000 - Date.now()).toBeGreaterThan(3900)
      await time.advance(9900)
    }
    expect(minted()).toBeGreaterThanOrEqual(4)
    expect(minted()).toBeLessThanOrEqual(7)
  })

  test('behavior: the token that came with the client ages from its arrival, not from its first use', async () => {
    const { time, token, minted } = await openOn({ ahead: -300_000 })
    await time.advance(70_000)
    expect((await token()).exp * 1000 - Date.now()).toBeGreaterThan(3900)
    expect(minted()).toBe(1)
  })

  test.each([-600_000, -70_000, 70_000, 600_000])(
    'behavior: a clock that is moved by %i ms costs a request, never an expired token',
    async (jump) => {
      const clock = { ahead: 0 }
      const { time, token, minted } = await openOn(clock)
      await token()
      await time.advance(40_000)
      clock.ahead = jump
      await time.advance(18_000)
      for (let second = 0; second < 120; second += 10) {
        expect((await token()).exp * 1000 - Date.now()).toBeGreaterThan(3900)
        await time.advance(9900)
      }
      expect(minted()).toBeLessThanOrEqual(5)
    },
  )

  test.each([70_000, 300_000, 86_400_000])(
    'behavior: a device %i ms ahead learns that once, for reloads and for other tabs',
    async (ahead) => {
      const { time, page, openPage, token, minted } = await openOn({ ahead })
      await token()
      expect(minted()).toBe(1)
      const reloaded = page.reload()
      await time.settle()
      await token(reloaded)
      const other = openPage()
      await time.settle()
      await token(other)
      expect(minted()).toBe(1)
    },
  )

  test.each([-300_000, 300_000])(
    'behavior: what was learnt goes when the clock is mended, from %i ms',
    async (ahead) => {
      const clock = { ahead }
      const { time, page, token, minted } = await openOn(clock)
      await token()
      clock.ahead = 0
      await time.advance(3000)
      const before = minted()
      const reloaded = page.reload()
      await time.settle()
      for (let second = 0; second < 120; second += 10) {
        expect((await token(reloaded)).exp * 1000 - Date.now()).toBeGreaterThan(3900)
        await time.advance(9900)
      }
      expect(minted() - before).toBeLessThanOrEqual(4)
    },
  )

  const fails = () => {
    throw new DOMException('The operation is insecure.', 'SecurityError')
  }
  test.each<[string, Partial<Ambient>]>([
    ['is missing', { originStorage: undefined }],
    ['is forbidden', { originStorage: { getItem: fails, setItem: fails, removeItem: fails } }],
    ['is full', { originStorage: { getItem: () => null, setItem: fails, removeItem: fails } }],
  ])('behavior: where the storage %s, a page learns it for itself', async (_, ambient) => {
    const { time, token, minted } = await openOn({ ahead: 300_000 }, ambient)
    for (let times = 0; times < 5; times++) {
      await token()
      await time.advance(1000)
    }
    expect(minted()).toBe(1)
  })

  test.each(['Infinity', '-Infinity', '1e300', '-1e300', 'NaN', '', '{}', '3600000', '-3600000'])(
    'behavior: %j in the storage costs a request at most, and is mended by it',
    async (stored) => {
      let item: string | null = stored
      const originStorage = {
        getItem: (key: string) => (key.endsWith(':skew') ? item : null),
        setItem(_: string, value: string) {
          item = value
        },
        removeItem: () => {},
      }
      const { time, token, minted } = await openOn({ ahead: 0 }, { originStorage })
      for (let times = 0; times < 5; times++) {
        expect((await token()).exp * 1000 - Date.now()).toBeGreaterThan(3900)
        await time.advance(1000)
      }
      expect(minted()).toBeLessThanOrEqual(1)
    },
  )
})
