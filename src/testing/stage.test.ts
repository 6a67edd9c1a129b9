import { describe, expect, onTestFinished, test } from 'vitest'
import { getClient, getToken, setActive, signOut } from '../core'
import {
  accounts,
  alice,
  bob,
  brokenFapi,
  expired,
  loading,
  offline,
  type Scenes,
  setStage,
  signedOut,
} from '../testing'

async function stageOf(scene?: Scenes) {
  const stage = await setStage(scene)
  onTestFinished(stage.close)
  return stage
}

describe('setStage', () => {
  test('default: a handle that knows Alice, without React', async () => {
    const { frontdesk, user, requests } = await stageOf()
    expect(frontdesk.state.session).toMatchObject({ status: 'signed-in', userId: user.id })
    expect(await getToken(frontdesk)).toEqual(expect.any(String))
    expect(requests()).toEqual(['GET /v1/client'])
  })

  test.each([
    ['signedOut', signedOut, { connection: { status: 'ready' }, session: { status: 'signed-out' } }],
    ['loading', loading, { connection: { status: 'loading' } }],
    ['brokenFapi', brokenFapi, { connection: { status: 'error' }, session: { status: 'error' } }],
    ['offline', offline, { connection: { status: 'degraded' }, session: { status: 'signed-in' } }],
    ['expired', expired, { connection: { status: 'ready' }, session: { status: 'signed-out' } }],
  ])('scene %s: is there when it resolves', async (_, scene, state) => {
    const { frontdesk } = await stageOf(scene)
    expect(frontdesk.state).toMatchObject(state)
  })

  test('parameters: options of the box and of the handle, and an address', async () => {
    const { frontdesk, fapi, tab } = await stageOf({
      accounts: [alice],
      box: { name: 'checkout', strategies: ['email_code'] },
      handle: { bootstrap: 'read' },
      url: 'http://localhost:3000/deep?a=1',
    })
    expect(frontdesk.publishableKey).toBe(fapi.publishableKey)
    expect(atob(fapi.publishableKey.split('_')[2]!)).toContain('checkout')
    expect(tab.ambient.page.url()).toBe('http://localhost:3000/deep?a=1')
  })

  test('parameters: a production key', async () => {
    const { frontdesk } = await stageOf({ box: { keyType: 'live' } })
    expect(frontdesk.state.session.status).toBe('signed-in')
  })

  test('behavior: the scene of a browser that has several accounts', async () => {
    const { frontdesk, fapi, signOutElsewhere, requests } = await stageOf(accounts([alice, bob]))
    const client = await getClient(frontdesk)
    expect(client?.sessions.map(({ user }) => user.firstName)).toEqual(['Alice', 'Bob'])
    await setActive(frontdesk, { sessionId: client!.sessions[1]!.id })
    await signOut(frontdesk)
    expect(fapi.sessions.map(({ status }) => status)).toEqual(['active', 'removed'])
    expect(requests('POST /v1/client/sessions/*/touch')).toHaveLength(1)
    expect(requests('POST /v1/client/sessions/*')).toEqual([])
    await signOutElsewhere()
    expect(frontdesk.state.session.status).toBe('signed-out')
  })

  test('close: nothing is asked any more, and nothing waits', async () => {
    const { frontdesk, fapi, close, advance } = await setStage()
    close()
    const before = fapi.log.entries.length
    await advance(60 * 60_000)
    expect(fapi.log.entries).toHaveLength(before)
    expect(frontdesk._internal).toMatchObject({ mounts: 0, page: { listeners: new Set() } })
  })
})

test('advance: what waits happens in its order, each at its time', async () => {
  const { tab, fapi, advance } = await stageOf()
  const { now, timeout } = tab.ambient
  const start = now()
  const heard: [string, number][] = []
  const hear = (name: string) => () => void heard.push([name, now() - start])
  timeout(hear('late'), 90_000)
  timeout(hear('never'), 300_000)
  timeout(() => {
    hear('early')()
    timeout(hear('after early'), 40_000.4)
  }, 30_000)
  timeout(hear('called off'), 10)()
  await advance(120_000)
  expect(heard.map(([name]) => name)).toEqual(['early', 'after early', 'late'])
  const wanted = [30_000, 70_001, 90_000]
  // Real time goes on, too.
  heard.forEach(([, at], index) => {
    expect(at - wanted[index]!).toBeGreaterThanOrEqual(0)
    expect(at - wanted[index]!).toBeLessThan(5_000)
  })
  expect(fapi.clock.now() - start).toBeGreaterThanOrEqual(120_000)
})
