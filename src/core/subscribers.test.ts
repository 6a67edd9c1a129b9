import { expect, test } from 'vitest'
import { thrownLater } from '../../test/support/thrownLater'
import { fakeTime } from '../../test/support/time'
import { alice, booted, createWorld } from '../../test/support/world'
import { getClient, getToken, signOutAll } from '../core'

test('behavior: a subscriber that throws disturbs no sign-out, and its error is not swallowed', async () => {
  const world = await createWorld({ signedIn: [alice] })
  const tab = world.browser.openTab()
  const { timeout, thrown } = thrownLater(tab.ambient)
  const { frontdesk } = world.open({ tab, ambient: { timeout } })
  await booted(frontdesk)
  const mistake = new Error("the app's own")
  const seen: string[] = []
  frontdesk.subscribe(() => {
    throw mistake
  })
  frontdesk.subscribe(() => seen.push(frontdesk.state.session.status))
  await expect(signOutAll(frontdesk)).resolves.toEqual({ serverConfirmed: true })
  expect(world.requests('DELETE /client')).toHaveLength(1)
  expect(seen).toEqual(['signing-out', 'signed-out'])
  await new Promise((resolve) => setTimeout(resolve, 5))
  expect(thrown).toEqual([mistake, mistake])
})

test('behavior: subscribers see an answer and the connection in one step', async () => {
  const world = await createWorld({ signedIn: [alice] })
  const { frontdesk } = world.open({ mount: false })
  const seen: unknown[] = []
  frontdesk.subscribe(() => {
    const { connection, session } = frontdesk.state
    seen.push([connection.status, session.status])
  })
  await getClient(frontdesk)
  expect(seen).toEqual([['ready', 'signed-in']])
})

test.each([
  ['the network is away', { cut: true }],
  ['the server fails', { status: 500 }],
])('behavior: a subscriber that asks for a token at each change asks no storm while %s', async (_, fault) => {
  const time = fakeTime()
  const world = await createWorld({ signedIn: [alice] })
  world.fault('GET /client', fault)
  const { frontdesk } = world.open()
  let asked = 0
  frontdesk.subscribe(() => {
    // What is to be seen is that it ends at all.
    if (asked++ < 100) getToken(frontdesk).catch(() => {})
  })
  await time.advance(10_000)
  expect(asked).toBeLessThan(10)
  expect(world.requests('GET /client').length).toBeLessThan(20)
})
