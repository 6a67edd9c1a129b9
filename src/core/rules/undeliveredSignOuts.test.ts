import { describe, expect, test } from 'vitest'
import { fakeTime } from '../../../test/support/time'
import { alice, bob, createWorld, type Page, schemes } from '../../../test/support/world'
import { createSignIn, getClient, retry, signOut, signOutAll } from '../../core'

const status = ({ frontdesk }: Page) => frontdesk.state.session.status
const nameIn = ({ frontdesk }: Page) => frontdesk.state.session.session?.user.firstName

/** Two tabs, of which the first has signed out everything while both were offline. */
async function openTwo() {
  const time = fakeTime()
  const world = await createWorld({ signedIn: [alice] })
  const [first, second] = [world.open(), world.open()]
  await time.settle()
  const done = async <T>(promise: Promise<T>) => {
    await time.advance(1000)
    return promise
  }
  for (const { tab } of [first, second]) tab.goOffline()
  expect(await done(signOutAll(first.frontdesk))).toEqual({ serverConfirmed: false })
  return { time, world, first, second, done }
}

describe('rule 3 · sign-out is final · one that could not be delivered', () => {
  test('behavior: is delivered by one tab, and ends nothing that was signed in since', async () => {
    const { time, world, first, second, done } = await openTwo()
    world.fault('DELETE /client', { delay: 8000, times: 1 })
    first.tab.goOnline()
    first.tab.focus()
    await time.advance(2000)
    second.tab.goOnline()
    second.tab.focus()
    const signedIn = createSignIn(second.frontdesk, bob)
    await time.advance(20_000)
    await signedIn
    expect(world.requests('DELETE /client')).toHaveLength(1)
    await done(getClient(second.frontdesk))
    expect(nameIn(second)).toBe('Bob')
    expect(world.fapi.clients).toHaveLength(1)
  })

  test('behavior: is delivered by another tab, though its own is closed and nobody does anything', async () => {
    const time = fakeTime()
    const world = await createWorld({ signedIn: [alice] })
    const [first, second] = [world.open(), world.open()]
    await time.settle()
    first.tab.goOffline()
    const signedOut = signOut(first.frontdesk)
    await time.settle()
    await signedOut
    first.tab.close()
    await time.advance(1000)
    expect(world.fapi.sessions.map((session) => session.status)).toEqual(['removed'])
    expect(status(second)).toBe('signed-out')
  })

  test('behavior: once another tab has delivered it, is not delivered again from memory', async () => {
    const { time, world, first, second, done } = await openTwo()
    first.tab.hide()
    second.tab.goOnline()
    await done(getClient(second.frontdesk))
    expect(world.requests('DELETE /client')).toHaveLength(1)
    await done(createSignIn(second.frontdesk, bob))
    first.tab.goOnline()
    first.tab.show()
    first.tab.focus()
    await time.advance(40_000)
    expect(world.requests('DELETE /client')).toHaveLength(1)
    await done(getClient(second.frontdesk))
    expect([nameIn(first), nameIn(second)]).toEqual(['Bob', 'Bob'])
  })

  test('behavior: refused for good, is said once; then the page loads, and the server has the word', async () => {
    const { time, world, first, done } = await openTwo()
    first.tab.goOnline()
    world.fault('DELETE /client', { status: 403 })
    const again = first.reload()
    await time.advance(60_000)
    expect(again.frontdesk.state.connection).toMatchObject({ status: 'error', error: { status: 403 } })
    await done(retry(again.frontdesk))
    expect(again.frontdesk.state.connection.status).toBe('ready')
    expect(status(again)).toBe('signed-in')
    const afterwards = again.reload()
    await time.advance(1000)
    expect(afterwards.frontdesk.state.connection.status).toBe('ready')
    expect(world.requests('DELETE /client')).toHaveLength(1)
  })

  test('behavior: is not undone in another tab by a load that waited for a sign-in', async () => {
    const time = fakeTime()
    const world = await createWorld({ signedIn: [alice] })
    const [first, second] = [world.open(), world.open()]
    await time.settle()
    world.fault('POST /client/sign_ins', { delay: 5000, times: 1 })
    const signedIn = createSignIn(second.frontdesk, bob)
    const loaded = getClient(second.frontdesk)
    await time.advance(1000)
    first.tab.goOffline()
    const signedOut = signOut(first.frontdesk)
    await time.advance(10_000)
    await Promise.all([signedIn, loaded, signedOut])
    expect(world.requests('GET /client')).toHaveLength(5)
    for (const { frontdesk } of [first, second])
      expect(frontdesk._internal.client?.sessions.map(({ user }) => user.firstName)).not.toContain('Alice')
  })

  test('behavior: is not undone in another tab by an answer to what it asks before that is delivered', async () => {
    const time = fakeTime()
    const world = await createWorld({ signedIn: [alice] })
    const [first, second] = [world.open(), world.open()]
    await time.settle()
    // None, on a first look: the second tab looks once more, and then finds the session still there.
    world.fault('GET /client', { status: 200, body: { response: null, client: null }, times: 1 })
    const loaded = getClient(second.frontdesk)
    await time.settle()
    world.fault('POST /client/sessions/*/remove', { delay: 5000, times: 1 })
    first.tab.goOffline()
    const signedOut = signOut(first.frontdesk)
    await time.advance(1000)
    await Promise.all([loaded, signedOut])
    expect(world.fapi.sessions.map((session) => session.status)).toEqual(['active'])
    expect([status(first), status(second)]).toEqual(['signed-out', 'signed-out'])
  })

  test.each(schemes)('behavior: of two at once both are delivered: %s', async (scheme) => {
    const time = fakeTime()
    const world = await createWorld({ scheme, signedIn: [alice, bob] })
    const { frontdesk, tab } = world.open()
    await time.settle()
    tab.goOffline()
    const both = world.seeded!.sessionIds.map((sessionId) => signOut(frontdesk, { sessionId }))
    await time.advance(1000)
    await Promise.all(both)
    tab.goOnline()
    await time.advance(10_000)
    expect(world.fapi.sessions.map((session) => session.status)).toEqual(['removed', 'removed'])
  })
})
