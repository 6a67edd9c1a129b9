import { describe, expect, test } from 'vitest'
import { openCounted } from '../../../test/support/counted'
import { alice, bob } from '../../../test/support/world'
import { createSignIn, getToken, signOutAll } from '../../core'

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
  test.each([
    ['one tab', 1, {}, 14],
    ['six tabs', 6, {}, 14],
    // Two that are due within 50 ms of each other may both ask.
    ['six tabs without locks', 6, { locks: undefined }, 20],
  ])('budget: ten minutes of 60 s tokens in %s', async (_, tabs, ambient, limit) => {
    const { time, world, since, watchAll, pages } = await openCounted({ tabs })
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
