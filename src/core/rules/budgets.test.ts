import { describe, expect, test } from 'vitest'
import { openCounted } from '../../../test/support/counted'
import { alice, bob, scopeOf } from '../../../test/support/world'
import { type Ambient, createSignIn, getToken, signOutAll } from '../../core'

const tenMinutes = 600_000

describe('pages', () => {
  test('budget: the reload of a signed-in page is one request, a token included', async () => {
    const { time, page, since } = await openCounted()
    const { frontdesk } = page.reload()
    const token = getToken(frontdesk)
    await time.advance(1000)
    expect(await token).toEqual(expect.any(String))
    expect(frontdesk.state.session.status).toBe('signed-in')
    expect(since()).toEqual(['GET /client'])
  })

  test('budget: an idle page of which nobody needs a token asks for nothing', async () => {
    const { time, since } = await openCounted({ tabs: 6 })
    await time.advance(tenMinutes)
    expect(since()).toEqual([])
  })

  test('budget: focus, blur, focus a hundred times in 10 s is one request at most', async () => {
    const { time, page, since, watchAll } = await openCounted()
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

describe('rule 7 · tokens are cheap', () => {
  const ahead = { now: () => Date.now() + 300_000 }
  test.each<[string, number, Partial<Ambient>]>([
    ['one tab', 1, {}],
    ['six tabs', 6, {}],
    ['six tabs without locks', 6, { locks: undefined }],
    ['one tab whose clock is ahead', 1, ahead],
    ['six tabs whose clock is ahead', 6, ahead],
    ['six tabs whose clock is ahead, without locks', 6, { ...ahead, locks: undefined }],
  ])('budget: ten minutes of 60 s tokens in %s', async (_, tabs, ambient) => {
    const { time, world, since, watchAll, pages } = await openCounted({ tabs })
    for (const { frontdesk } of pages) Object.assign(frontdesk._internal.ambient, ambient)
    const tokens = `POST /client/sessions/${world.seeded!.sessionIds[0]}/tokens`
    world.fault(tokens, { delay: 80 })
    const stop = watchAll()
    // In steps so small that a request is answered before the next tab's timer runs.
    for (let passed = 0; passed < tenMinutes; passed += 6000) await time.advance(6000)
    expect(since().length).toBeLessThanOrEqual(14)
    expect(since().length).toBeGreaterThanOrEqual(10)
    expect(new Set(since())).toEqual(new Set([tokens]))
    stop()
  })

  test('budget: six tabs without locks that want a token at once make one request', async () => {
    const { time, world, pages, since } = await openCounted({ tabs: 6 })
    for (const { frontdesk } of pages) Object.assign(frontdesk._internal.ambient, { locks: undefined })
    const path = `POST /client/sessions/${world.seeded!.sessionIds[0]}/tokens`
    world.fault(path, { delay: 300 })
    await time.advance(70_000)
    const tokens = Promise.all(pages.map(({ frontdesk }) => getToken(frontdesk)))
    await time.advance(1000)
    expect(new Set(await tokens).size).toBe(1)
    expect(since()).toEqual([path])
  })

  test('behavior: a tab that forges an earlier wish delays a token, and no longer than a lock would', async () => {
    const { time, world, page, since } = await openCounted()
    await time.advance(70_000)
    const sessionId = world.seeded!.sessionIds[0]!
    const channel = world.browser.openTab().ambient.openChannel(`frontdesk:${scopeOf(page.frontdesk)}`)
    let told = 0
    channel.onmessage = ({ data }) => {
      const message = data as { type: string }
      if (message.type !== 'ask' || told++ > 1000) return
      for (const at of [-1, 0, 1, Number.NaN, 'soon']) channel.postMessage({ ...message, sessionId, at })
    }
    const token = getToken(page.frontdesk)
    await time.advance(2500)
    expect(await token).toEqual(expect.any(String))
    expect(since()).toHaveLength(1)
    expect(told).toBeLessThan(20)
  })

  test('budget: a hundred getToken() at once on an expired token are one request', async () => {
    const { time, page, since } = await openCounted()
    await time.advance(70_000)
    const tokens = Promise.all(Array.from({ length: 100 }, () => getToken(page.frontdesk)))
    await time.advance(500)
    expect(new Set(await tokens).size).toBe(1)
    expect(since()).toHaveLength(1)
  })

  test('behavior: four tabs that want the same token at the same moment make one request', async () => {
    const { time, world, pages, since } = await openCounted({ tabs: 4 })
    await time.advance(70_000)
    const tokensPath = `/client/sessions/${world.seeded!.sessionIds[0]}/tokens`
    world.fault(`POST ${tokensPath}`, { delay: 300 })
    const tokens = Promise.all(pages.map(({ frontdesk }) => getToken(frontdesk)))
    await time.advance(3000)
    expect(new Set(await tokens).size).toBe(1)
    expect(since()).toEqual([`POST ${tokensPath}`])
  })
})

describe('six tabs', () => {
  const statuses = (pages: Awaited<ReturnType<typeof openCounted>>['pages']) =>
    new Set(pages.map(({ frontdesk }) => frontdesk.state.session.status))

  test('budget: signing out of all in one is one request in all', async () => {
    const { time, page, pages, since } = await openCounted({ tabs: 6 })
    const done = signOutAll(page.frontdesk)
    await time.advance(tenMinutes)
    await done
    expect(since()).toEqual(['DELETE /client'])
    expect(statuses(pages)).toEqual(new Set(['signed-out']))
  })

  test('budget: signing in in one is one request there, and one in each other tab', async () => {
    const { time, page, pages, since } = await openCounted({ tabs: 6, signedIn: [] })
    const done = createSignIn(page.frontdesk, alice)
    await time.advance(tenMinutes)
    await done
    expect(since()).toEqual(['POST /client/sign_ins', ...Array(5).fill('GET /client')])
    expect(statuses(pages)).toEqual(new Set(['signed-in']))
  })

  test('budget: a second account in one disturbs no tab’s own, for the same price', async () => {
    const { time, page, pages, since } = await openCounted({ tabs: 6 })
    const done = createSignIn(page.frontdesk, bob)
    await time.advance(tenMinutes)
    await done
    expect(since()).toEqual(['POST /client/sign_ins', ...Array(5).fill('GET /client')])
    expect(statuses(pages)).toEqual(new Set(['signed-in']))
  })
})
