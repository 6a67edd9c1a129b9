import { expect, test } from 'vitest'
import { alice, bob, createWorld } from '../../../test/support/world'
import { getClient, setActive } from '../../core'

/** Signed in twice, with a server that answers a touch with the session alone. */
async function open() {
  const world = await createWorld({ signedIn: [alice, bob] })
  const { frontdesk } = world.open({ mount: false })
  const id = world.seeded!.sessionIds[0]!
  world.fault(`POST /client/sessions/${id}/touch`, { status: 200, body: { response: { id }, client: null } })
  await getClient(frontdesk)
  return { world, frontdesk, id }
}

test('behavior: where only the session comes back, the client that shows it is asked for', async () => {
  const { world, frontdesk, id } = await open()
  await setActive(frontdesk, { sessionId: id })
  expect(world.requests().slice(1)).toEqual([expect.stringMatching(/^POST .*\/touch$/), 'GET /client'])
  expect(frontdesk.state.session.sessionId).toBe(id)
})

test('behavior: what was done is not called failed because the client cannot be had just then', async () => {
  const { world, frontdesk, id } = await open()
  world.fault('GET /client', { status: 400 })
  expect(await setActive(frontdesk, { sessionId: id })).toMatchObject({ id })
  expect(frontdesk.state.connection.status).toBe('degraded')
})
