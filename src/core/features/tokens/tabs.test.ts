import { describe, expect, test } from 'vitest'
import { fakeTime } from '../../../../test/support/time'
import { claimsOf, forge, openForTokens } from '../../../../test/support/tokens'
import { alice, createWorld, scopeOf } from '../../../../test/support/world'
import { getToken } from '../../../core'

describe('tabs', () => {
  test('behavior: one request serves them all', async () => {
    const { time, world, page, minted } = await openForTokens()
    const pages = [page, world.open(), world.open(), world.open()]
    await time.settle()
    await time.advance(70_000)
    const first = getToken(page.frontdesk)
    await time.advance(200)
    const others = Promise.all(pages.map(({ frontdesk }) => getToken(frontdesk)))
    await time.advance(200)
    expect(new Set([await first, ...(await others)]).size).toBe(1)
    expect(minted()).toBe(1)
  })

  test('behavior: one that is opened later asks the others first', async () => {
    const { time, world, token, minted } = await openForTokens()
    await time.advance(70_000)
    const first = await token()
    const late = world.open()
    await time.settle()
    const second = await token({}, late.frontdesk)
    expect(claimsOf(second).exp).toBeGreaterThanOrEqual(claimsOf(first).exp)
    expect(minted()).toBe(1)
  })

  test.each([
    ['no channel', { openChannel: undefined }],
    ['no locks', { locks: undefined }],
    ['neither', { openChannel: undefined, locks: undefined }],
  ])('behavior: with %s each tab gets a token all the same', async (_, ambient) => {
    const time = fakeTime()
    const world = await createWorld({ signedIn: [alice] })
    const pages = [world.open({ ambient }), world.open({ ambient })]
    await time.advance(80_000)
    const tokens = Promise.all(pages.map(({ frontdesk }) => getToken(frontdesk)))
    await time.advance(5000)
    for (const token of await tokens) expect(claimsOf(token).sid).toBe(world.seeded?.sessionIds[0])
  })

  test('behavior: a lock that another tab holds for ever costs two seconds', async () => {
    const { time, world, page, minted } = await openForTokens()
    await time.advance(70_000)
    const name = `frontdesk.${scopeOf(page.frontdesk)}.token:${world.seeded!.sessionIds[0]}||`
    void world.browser.openTab().ambient.locks.request(name, {}, () => new Promise(() => {}))
    const promise = getToken(page.frontdesk)
    await time.advance(1900)
    expect(minted()).toBe(0)
    await time.advance(500)
    expect(claimsOf(await promise).sid).toBe(world.seeded?.sessionIds[0])
  })

  const now = () => Math.floor(Date.now() / 1000)
  test.each<[string, (sid: string) => object]>([
    ['of another session', () => ({ sid: 'sess_other', iat: now(), exp: now() + 60 })],
    ['without a session', () => ({ iat: now(), exp: now() + 60 })],
    ['of an organization', (sid) => ({ sid, o: { id: 'org_1' }, iat: now(), exp: now() + 60 })],
    ['that lives too long', (sid) => ({ sid, iat: now(), exp: now() + 3600 })],
    ['from the future', (sid) => ({ sid, iat: now() + 60, exp: now() + 120 })],
    ['without times', (sid) => ({ sid })],
  ])('behavior: a foreign token %s is dropped', async (_, claims) => {
    const { time, world, page, token } = await openForTokens()
    const sessionId = world.seeded!.sessionIds[0]!
    const channel = world.browser.openTab().ambient.openChannel!(`frontdesk.${scopeOf(page.frontdesk)}`)
    await time.advance(2000)
    const jwt = forge(claims(sessionId))
    for (const template of ['', undefined])
      channel.postMessage({ v: 1, type: 'token', sessionId, organizationId: null, template, jwt })
    await time.settle()
    expect(await token()).not.toBe(jwt)
    expect(claimsOf(await token()).sid).toBe(sessionId)
  })

  test('behavior: a foreign token moves no clock', async () => {
    const { time, world, page, token, minted } = await openForTokens()
    const sessionId = world.seeded!.sessionIds[0]!
    const before = await token()
    const channel = world.browser.openTab().ambient.openChannel!(`frontdesk.${scopeOf(page.frontdesk)}`)
    const jwt = forge({ sid: sessionId, iat: now() - 3600, exp: now() - 3540 })
    channel.postMessage({ v: 1, type: 'token', sessionId, organizationId: null, template: '', jwt })
    await time.settle()
    expect(await token()).toBe(before)
    expect(minted()).toBe(0)
  })
})
