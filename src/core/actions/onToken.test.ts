import { describe, expect, test, vi } from 'vitest'
import { countHoldings, nothingHeld } from '../../../test/support/holdings'
import { fakeTime } from '../../../test/support/time'
import { claimsOf } from '../../../test/support/tokens'
import { alice, bob, carol, createWorld, type WorldOptions } from '../../../test/support/world'
import { createSignIn, type OnTokenParameters, onToken, setActive, signOutAll } from '../../core'

/** A page in which the app has its tokens told; what it heard is `sid`s, or null. */
async function open({ parameters, ...options }: WorldOptions & { parameters?: OnTokenParameters } = {}) {
  const time = fakeTime()
  const world = await createWorld({ signedIn: [alice], jwtTemplates: { hasura: {} }, ...options })
  const tab = world.browser.openTab()
  const { held, ambient } = countHoldings(tab)
  const page = world.open({ tab, ambient })
  const heard: (string | null)[] = []
  const stop = onToken(page.frontdesk, (token) => heard.push(token), parameters)
  await time.advance(1000)
  const sessions = () => heard.map((token) => token && claimsOf(token).sid)
  const minted = () => world.requests().filter((request) => request.includes('/tokens')).length
  const [alices, bobs] = (world.seeded?.sessionIds ?? []) as [string, string]
  return { time, world, held, ...page, heard, sessions, minted, stop, alices, bobs }
}

describe('onToken()', () => {
  test('default: tells the token that came with the client, and each that takes its place', async () => {
    const { time, heard, sessions, minted, alices } = await open()
    expect(sessions()).toEqual([alices])
    await time.advance(600_000)
    expect(minted()).toBeGreaterThan(9)
    expect(minted()).toBeLessThanOrEqual(14)
    expect(heard).toHaveLength(minted() + 1)
    expect(new Set(heard).size).toBe(heard.length)
    expect(heard).not.toContain(null)
  })

  test('parameters: template', async () => {
    const { world, heard } = await open({ parameters: { template: 'hasura' } })
    expect(heard).toEqual([expect.any(String)])
    expect(world.requests().at(-1)).toMatch(/\/tokens\/hasura$/)
  })

  test('behavior: goes along with a switch, a change of organization, and a sign-out', async () => {
    const { time, world, frontdesk, heard, sessions, alices, bobs } = await open({ signedIn: [alice, bob] })
    await setActive(frontdesk, { sessionId: alices })
    const organizationId = world.fapi.organizations[0]!.id
    await setActive(frontdesk, { organizationId })
    expect(claimsOf(heard.at(-1)!)).toMatchObject({ o: { id: organizationId } })
    await signOutAll(frontdesk)
    await time.advance(120_000)
    expect(sessions()).toEqual([bobs, alices, alices, null])
    await createSignIn(frontdesk, bob)
    expect(sessions().slice(4)).toEqual([frontdesk.state.session.sessionId])
  })

  test.each([
    ['nobody is signed in', []],
    ['a task is open first', [carol]],
  ])('behavior: is null, once, where %s', async (_, signedIn) => {
    const { time, heard, minted } = await open({ signedIn })
    await time.advance(120_000)
    expect(heard).toEqual([null])
    expect(minted()).toBe(0)
  })

  test('behavior: is null once it has expired and none can be had, and then one again', async () => {
    const { time, world, tab, heard } = await open()
    const end = world.fapi.fault({ status: 503 })
    await time.advance(70_000)
    expect(heard).toEqual([expect.any(String), null])
    end()
    tab.focus()
    await time.advance(10_000)
    expect(heard).toEqual([expect.any(String), null, expect.any(String)])
  })

  test('behavior: rests in a hidden tab', async () => {
    const { time, tab, minted } = await open()
    tab.hide()
    await time.advance(600_000)
    expect(minted()).toBe(0)
  })

  test('behavior: once stopped nothing is told, asked or held', async () => {
    const { time, frontdesk, held, heard, minted, stop } = await open()
    stop()
    await signOutAll(frontdesk)
    await createSignIn(frontdesk, bob)
    await time.advance(600_000)
    expect(heard).toHaveLength(1)
    expect(minted()).toBe(0)
    expect(held).toEqual({ ...nothingHeld, listeners: 1, channels: 1 })
  })

  test('behavior: a page that is gone holds nothing, stopped or not', async () => {
    const { time, held, unmount } = await open()
    unmount()
    await time.advance(10)
    expect(held).toEqual(nothingHeld)
    expect(vi.getTimerCount()).toBe(0)
  })

  test('behavior: a listener that throws stops nothing', async () => {
    const { time, frontdesk, heard } = await open()
    onToken(frontdesk, () => {
      throw new Error('of the app')
    })
    await expect(time.advance(10)).rejects.toThrow('of the app')
    await signOutAll(frontdesk)
    expect(frontdesk.state.session.status).toBe('signed-out')
    expect(heard.at(-1)).toBeNull()
    await expect(time.advance(10)).rejects.toThrow('of the app')
  })
})
