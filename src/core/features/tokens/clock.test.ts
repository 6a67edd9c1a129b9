import { describe, expect, test } from 'vitest'
import { fakeTime } from '../../../../test/support/time'
import { claimsOf } from '../../../../test/support/tokens'
import { alice, createWorld } from '../../../../test/support/world'
import { getToken } from '../../../core'

describe('clocks that are wrong', () => {
  /** A page on a device whose clock can be set; the box's goes right. */
  async function openOn(clock: { ahead: number }) {
    const time = fakeTime()
    const world = await createWorld({ signedIn: [alice] })
    const { frontdesk } = world.open({ ambient: { now: () => Date.now() + clock.ahead } })
    await time.settle()
    const token = async () => {
      const promise = getToken(frontdesk)
      await time.advance(100)
      return claimsOf(await promise)
    }
    const minted = () => world.requests().filter((request) => request.endsWith('/tokens')).length
    return { time, frontdesk, token, minted }
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
})
