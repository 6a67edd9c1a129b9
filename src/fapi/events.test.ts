import { expect, test } from 'vitest'
import type { FapiEvent } from './events'
import { createCaller } from './testCaller'

async function told() {
  const events: FapiEvent[] = []
  const caller = await createCaller({ onEvent: (event) => void events.push(event) })
  await caller.fapi.saved()
  const taken = () => events.splice(0).map(({ type }) => type)
  const ask = async (method: string, path: string, body?: object) => {
    const headers = { authorization: `Bearer ${caller.fapi.secretKey}`, 'content-type': 'application/json' }
    const content = body && { body: JSON.stringify(body) }
    const response = await caller.fapi.fetch(
      new Request(`http://localhost:4400/v1${path}`, { method, headers, ...content }),
    )
    return response.json()
  }
  return { ...caller, events, taken, ask }
}

test('default: nothing is news but what changes, and it is told before the answer', async () => {
  const { taken, ask, call } = await told()
  expect(taken()).toEqual([])
  await call('GET', '/v1/client')
  await ask('GET', '/users')
  expect(taken()).toEqual([])
  const user = await ask('POST', '/users', {
    email_address: ['dora@example.com'],
    private_metadata: { p: 1 },
  })
  expect(taken()).toEqual(['user.created'])
  await ask('PATCH', `/users/${user.id}`, { first_name: 'Dora' })
  expect(taken()).toEqual(['user.updated'])
  await ask('PATCH', '/users/user_x', { first_name: 'Dora' })
  expect(taken()).toEqual([])
  await ask('DELETE', `/users/${user.id}`)
  expect(taken()).toEqual(['user.deleted'])
})

test('data: as servers see it; of what is gone the id', async () => {
  const { events, ask, fapi } = await told()
  const user = await ask('POST', '/users', {
    email_address: ['dora@example.com'],
    private_metadata: { p: 1 },
  })
  expect(events.at(-1)).toMatchObject({
    object: 'event',
    data: { object: 'user', id: user.id, private_metadata: { p: 1 } },
    timestamp: expect.any(Number),
    instance_id: expect.stringMatching(/^ins_/),
  })
  expect(JSON.stringify(events)).not.toContain(fapi.secretKey)
  await ask('DELETE', `/users/${user.id}`)
  expect(events.at(-1)!.data).toEqual({ object: 'user', id: user.id, deleted: true })
})

test('sessions: begin, wait for a task, end, are taken back and removed', async () => {
  const { taken, signIn, call, fapi } = await told()
  await signIn('alice')
  expect(taken()).toEqual(['user.updated', 'session.created'])
  await call('POST', `/v1/client/sessions/${fapi.sessions[0]!.id}/end`)
  expect(taken()).toEqual(['session.ended'])
  await signIn('carol')
  expect(taken()).toContain('session.pending')
  fapi.completeTask(fapi.sessions.at(-1)!.id)
  await fapi.saved()
  expect(taken()).toEqual(['session.created'])
  fapi.revokeSession(fapi.sessions.at(-1)!.id)
  await fapi.saved()
  expect(taken()).toEqual(['session.revoked'])
  await signIn('bob')
  taken()
  await call('DELETE', '/v1/client')
  expect(taken()).toEqual(['session.removed'])
})

test('organizations, who is in them, and who is asked', async () => {
  const { taken, ask, fapi } = await told()
  const [alice, bob] = fapi.users.map(({ id }) => id)
  const { id } = await ask('POST', '/organizations', { name: 'Works', created_by: alice })
  expect(taken()).toEqual(['organization.created', 'organizationMembership.created'])
  const path = `/organizations/${id}`
  await ask('PATCH', path, { name: 'Plant' })
  expect(taken()).toEqual(['organization.updated'])
  const guest = await ask('POST', `${path}/invitations`, {
    email_address: 'd@example.com',
    role: 'org:member',
  })
  await ask('POST', `${path}/invitations/${guest.id}/revoke`)
  expect(taken()).toEqual(['organizationInvitation.created', 'organizationInvitation.revoked'])
  await ask('POST', `${path}/memberships`, { user_id: bob, role: 'org:member' })
  await ask('PATCH', `${path}/memberships/${bob}`, { role: 'org:admin' })
  await ask('DELETE', `${path}/memberships/${bob}`)
  expect(taken()).toEqual(['created', 'updated', 'deleted'].map((verb) => `organizationMembership.${verb}`))
  await ask('DELETE', path)
  expect(taken()).toEqual(['organization.deleted', 'organizationMembership.deleted'])
})
