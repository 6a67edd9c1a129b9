import { describe, expect, test } from 'vitest'
import { holdAnswers } from '../../../test/support/heldAnswers'
import { countHoldings, nothingHeld } from '../../../test/support/holdings'
import { fakeTime } from '../../../test/support/time'
import { alice, createWorld, refusal, type World } from '../../../test/support/world'
import { type Ambient, clientQueryKey, getClient, sessionCookie, signOutAll } from '../../core'
import { watchToken } from '../features/tokens/refresh'

/** A tab that counts what a handle holds on to, and keeps the signals of its requests. */
function countingTab(world: World) {
  const tab = world.browser.openTab()
  const { held, ambient } = countHoldings(tab)
  const signals: (AbortSignal | null | undefined)[] = []
  const fetch: Ambient['fetch'] = (url, init) => {
    signals.push(init.signal)
    return tab.ambient.fetch(url, init)
  }
  return { tab, held, signals, ambient: { ...ambient, fetch } }
}

describe('rule 11 · nothing is left behind · one macrotask after the last unmount', () => {
  test.each([
    'signed in',
    'signed out',
    'loading',
    'failing',
    'degraded',
    'wanting tokens',
    'stale',
    'keeping cookies',
    'due for a touch',
  ])('behavior: no timer, listener, channel or lock is left of a page that was %s', async (situation) => {
    const time = fakeTime()
    const world = await createWorld({ signedIn: situation === 'signed out' ? [] : [alice] })
    if (situation === 'failing') world.fault('GET /client', { status: 503 })
    if (situation === 'loading') world.fault('GET /client', { delay: 20_000 })
    const { tab, held, ambient } = countingTab(world)
    const page = world.open({ tab, ambient, ...(situation === 'keeping cookies' && { sessionCookie }) })
    await time.advance(situation === 'failing' ? 9000 : 500)
    if (situation === 'degraded') {
      world.fault('GET /client', { status: 503 })
      void getClient(page.frontdesk).catch(() => {})
      await time.advance(700)
    }
    if (situation === 'wanting tokens') {
      const target = { sessionId: world.seeded!.sessionIds[0]!, organizationId: null }
      const unwatch = watchToken(page.frontdesk._internal, target)
      await time.advance(70_000)
      unwatch()
    }
    if (situation === 'due for a touch') {
      await time.advance(60_000)
      tab.focus()
      await time.advance(100)
    }
    if (situation === 'stale') {
      const other = world.open()
      await time.advance(100)
      await signOutAll(other.frontdesk, { keepClient: true })
      await time.settle()
    }
    expect(held.listeners + held.channels).toBeGreaterThan(0)
    page.unmount()
    await time.advance(10)
    expect(held).toEqual(nothingHeld)
    const requests = world.requests().length
    tab.focus()
    await time.advance(300_000)
    // The box logs what it was asked before only once it has answered.
    expect(world.requests().length - requests).toBe(situation === 'loading' ? 1 : 0)
  })

  test('behavior: a GET under way is aborted', async () => {
    const time = fakeTime()
    const world = await createWorld({ signedIn: [alice] })
    world.fault('GET /client', { delay: 5000 })
    const { tab, signals, ambient } = countingTab(world)
    const page = world.open({ tab, ambient })
    const refused = refusal(getClient(page.frontdesk))
    await time.advance(100)
    page.unmount()
    await time.advance(10)
    expect(signals.at(-1)?.aborted).toBe(true)
    expect(await refused).toMatchObject({ name: 'FrontdeskError' })
  })

  test('behavior: a creation under way is not aborted; what it made is kept by the browser', async () => {
    const time = fakeTime()
    const world = await createWorld({ missingClient: 401 })
    world.fault('POST /client', { delay: 2000, times: 1 })
    const { tab, signals, ambient } = countingTab(world)
    const page = world.open({ tab, ambient })
    await time.advance(500)
    page.unmount()
    await time.advance(3000)
    expect(signals.every((signal) => !signal?.aborted)).toBe(true)
    expect(world.fapi.clients).toHaveLength(1)
    const again = world.open()
    await time.advance(100)
    expect(again.frontdesk.state.connection.status).toBe('ready')
    expect(world.fapi.clients).toHaveLength(1)
  })

  test('behavior: a sign-out under way is carried through', async () => {
    const time = fakeTime()
    const world = await createWorld({ signedIn: [alice] })
    const page = world.open()
    await time.settle()
    world.fault('DELETE /client', { delay: 1000 })
    const done = signOutAll(page.frontdesk)
    await time.advance(100)
    page.unmount()
    await time.advance(2000)
    expect(await done).toEqual({ serverConfirmed: true })
    expect(world.fapi.clients).toEqual([])
    expect(page.frontdesk.state.session.status).not.toBe('signed-in')
  })

  test('behavior: the query is gone from the cache, and a later mount loads anew', async () => {
    const time = fakeTime()
    const world = await createWorld({ signedIn: [alice] })
    const page = world.open()
    await time.settle()
    page.unmount()
    await time.advance(10)
    expect(page.queryClient.getQueryCache().getAll()).toEqual([])
    page.frontdesk.mount()
    await time.settle()
    expect(page.frontdesk.state.session.status).toBe('signed-in')
    page.frontdesk.unmount()
  })

  test('behavior: a late answer to a page that is gone changes nothing', async () => {
    const time = fakeTime()
    const world = await createWorld({ signedIn: [alice] })
    const tab = world.browser.openTab()
    const answers = holdAnswers(tab)
    const release = answers.hold('GET', '/client')
    const page = world.open({ tab, ambient: { fetch: answers.fetch } })
    await time.settle()
    page.unmount()
    await time.advance(10)
    const { state } = page.frontdesk
    release()
    await time.advance(1000)
    expect(page.frontdesk.state).toBe(state)
    expect(page.queryClient.getQueryData(clientQueryKey(page.frontdesk))).toBeUndefined()
  })
})
