import { expect, test } from 'vitest'
import { alice, bob, createWorld } from '../../../test/support/world'
import { setActive } from '../../core'

test('behavior: where only the session comes back, the client that shows it is asked for', async () => {
  const world = await createWorld({ signedIn: [alice, bob] })
  const { frontdesk } = world.open({ mount: false })
  const [first] = world.seeded!.sessionIds
  world.fault(`POST /client/sessions/${first}/touch`, {
    status: 200,
    body: { response: { id: first }, client: null },
  })
  await setActive(frontdesk, { sessionId: first })
  expect(world.requests().slice(1)).toEqual([expect.stringMatching(/^POST .*\/touch$/), 'GET /client'])
  expect(frontdesk.state.session.sessionId).toBe(first)
})
