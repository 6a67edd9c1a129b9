import { expect } from 'vitest'
import type { ExampleTest } from './exampleTest'
import { alice, bob } from './people'

/** What every example shows: the same pages, with the same words. */
export function describeScenes(test: ExampleTest, { refusesClicks = false } = {}): void {
  test('a first visit is of nobody, and what is protected asks to sign in', async ({ arrive }) => {
    const visitor = await arrive()
    const { status, html } = await visitor.visit('/')
    expect([status, html]).toEqual([200, expect.stringContaining('Signed out')])
    await visitor.shows(null)
    expect(await visitor.asks('/api/me')).toMatchObject({ status: 401 })
    visitor.tolerates(401)
    await visitor.visit('/account')
    await visitor.isAt('/sign-in')
  })

  test('who signs in comes back to where they wanted to be', async ({ arrive, ids }) => {
    const visitor = await arrive()
    await visitor.visit('/account')
    await visitor.signIn(alice.identifier)
    await visitor.isAt('/account')
    await visitor.shows(alice.name)
    await visitor.serverSays(ids.alice)
    expect(JSON.parse((await visitor.asks('/api/me')).body)).toEqual({ userId: ids.alice })
  })

  test('a wrong password is said, and nobody is signed in', async ({ arrive }) => {
    const visitor = await arrive()
    await visitor.visit('/sign-in')
    await visitor.signIn(alice.identifier, 'wrong')
    await visitor.page.getByRole('alert').filter({ hasText: 'assword' }).waitFor()
    await visitor.shows(null)
    visitor.tolerates(422)
  })

  test('nobody is led to another site after signing in', async ({ arrive }) => {
    const visitor = await arrive()
    await visitor.visit(`/sign-in?redirect_url=${encodeURIComponent('//elsewhere.example/')}`)
    await visitor.signIn(alice.identifier)
    await visitor.isAt('/account')
  })

  test('a reload knows who is there from the first byte, and sends nobody round', async ({
    arriveAs,
    ids,
  }) => {
    const visitor = await arriveAs(alice)
    await visitor.holds('__session')
    const { html, headers, wasSentRound } = await visitor.reload()
    expect(wasSentRound).toBe(false)
    expect(html).toContain(ids.alice)
    expect(html).not.toContain('Signed out')
    expect(headers['cache-control']).toContain('private')
    await visitor.shows(alice.name)
  })

  test('the HTML holds no token, name or address', async ({ arriveAs }) => {
    const visitor = await arriveAs(alice)
    await visitor.holds('__session')
    const { html } = await visitor.reload()
    expect(html).not.toMatch(/eyJ|Alice|Archer|alice@/)
  })

  test('who lost the session token is sent round, and stays signed in', async ({ arriveAs, ids }) => {
    const visitor = await arriveAs(alice)
    await visitor.leave()
    await visitor.lose('__session')
    const { html, wasSentRound } = await visitor.visit('/account')
    expect(wasSentRound).toBe(true)
    expect(html).toContain(ids.alice)
    await visitor.shows(alice.name)
  })

  test('who lost the cookie that says so is sent round, and stays signed in', async ({ arriveAs, ids }) => {
    const visitor = await arriveAs(alice)
    await visitor.holds('__session')
    await visitor.leave()
    await visitor.lose('__client_uat')
    const { html, wasSentRound } = await visitor.visit('/account')
    expect(wasSentRound).toBe(true)
    expect(html).toContain(ids.alice)
    await visitor.shows(alice.name)
  })

  test('who comes back after a while is sent round, and stays signed in', async ({ arriveAs, ids }) => {
    const visitor = await arriveAs(alice)
    await visitor.holds('__session')
    await visitor.leave()
    await visitor.ages('__session', 300)
    expect(await visitor.visit('/account')).toMatchObject({
      status: 200,
      wasSentRound: true,
      html: expect.stringContaining(ids.alice),
    })
    await visitor.shows(alice.name)
    await visitor.serverSays(ids.alice)
  })

  test('a click after a while arrives, and stays signed in', async ({ arriveAs, ids }) => {
    const visitor = await arriveAs(alice)
    await visitor.holds('__session')
    await visitor.visit('/')
    await visitor.shows(alice.name)
    await visitor.ages('__session', 300)
    await visitor.link('Account').click()
    await visitor.isAt('/account')
    await visitor.shows(alice.name)
    await visitor.serverSays(ids.alice)
    if (refusesClicks) visitor.tolerates(401)
  })

  test('who signs out is nobody, to the server too', async ({ arriveAs, ids }) => {
    const visitor = await arriveAs(alice)
    await visitor.button(`Sign out ${alice.name}`).click()
    await visitor.shows(null)
    const { html } = await visitor.visit('/')
    expect(html).toContain('Signed out')
    expect(html).not.toContain(ids.alice)
    await visitor.visit('/account')
    await visitor.isAt('/sign-in')
  })

  test('a session that was revoked ends with the next page', async ({ arriveAs, ids, stage }) => {
    const visitor = await arriveAs(alice)
    await visitor.holds('__session')
    stage.fapi.revokeSession(await visitor.sessionId())
    const { html } = await visitor.reload()
    expect(html).toContain(ids.alice)
    await visitor.shows(null)
    await visitor.visit('/account')
    await visitor.isAt('/sign-in')
  })

  test('of two accounts the server gets the one that is shown', async ({ arriveAs, ids }) => {
    const visitor = await arriveAs(alice, bob)
    await visitor.serverSays(ids.bob)
    expect((await visitor.reload()).html).toContain(ids.bob)
    await visitor.shows(bob.name)
    await visitor.serverSays(ids.bob)
    const seen = await visitor.watches()
    await visitor.button(`Switch to ${alice.name}`).click()
    await visitor.shows(alice.name)
    await visitor.serverSays(ids.alice)
    expect(await seen()).toContainEqual([`Signed in as ${bob.name}`, `The server says: ${ids.bob}`])
    expect(await seen()).not.toContainEqual([`Signed in as ${alice.name}`, `The server says: ${ids.bob}`])
    expect(await seen()).not.toContainEqual([`Signed in as ${bob.name}`, `The server says: ${ids.alice}`])
    const { html } = await visitor.reload()
    expect(html).toContain(ids.alice)
    expect(html).not.toContain(ids.bob)
    await visitor.button(`Sign out ${alice.name}`).click()
    await visitor.shows(bob.name)
    await visitor.serverSays(ids.bob)
  })

  test('two tabs show the same account', async ({ arriveAs, ids }) => {
    const visitor = await arriveAs(alice, bob)
    const other = await visitor.openTab()
    await other.visit('/account')
    await other.shows(bob.name)
    await other.button(`Switch to ${alice.name}`).click()
    await visitor.shows(alice.name)
    await visitor.serverSays(ids.alice)
  })
}
