import { decodeJwt } from 'jose'
import { describe, expect, test } from 'vitest'
import { createCaller } from '../testCaller'

async function signedIn(options: Parameters<typeof createCaller>[0] = {}) {
  const caller = await createCaller(options)
  const { body } = await caller.signIn('alice')
  const id = body.response.created_session_id!
  const path = `/v1/client/sessions/${id}`
  return { ...caller, id, path, client: body.client! }
}

describe('GET /v1/client/sessions/{id}', () => {
  test('default: shows a session, one that is over too', async () => {
    const { call, path, fapi, id } = await signedIn()
    expect((await call('GET', path)).body.response).toMatchObject({ object: 'session', id, status: 'active' })
    fapi.revokeSession(id)
    expect((await call('GET', path)).body.response).toMatchObject({
      id,
      status: 'revoked',
      last_active_token: null,
    })
  })
})

describe('POST …/touch', () => {
  test('default: makes it the active session and moves its time, not the client’s', async () => {
    const { call, path, id, fapi, signIn } = await signedIn()
    const before = (await signIn('bob')).body.client
    fapi.clock.advance(5000)
    const { body } = await call('POST', `${path}/touch`, {
      form: { active_organization_id: '', intent: 'select_session' },
    })
    expect(before?.last_active_session_id).not.toBe(id)
    expect(body.client).toMatchObject({ last_active_session_id: id, updated_at: before?.updated_at })
    expect(body.response.last_active_at).toBeGreaterThanOrEqual(before!.sessions[0]!.last_active_at + 5000)
  })

  test('parameters: with intent=focus no client rides along', async () => {
    const { call, path } = await signedIn()
    const { body } = await call('POST', `${path}/touch`, { form: { intent: 'focus' } })
    expect(body.response.status).toBe('active')
    expect(body.client).toBeNull()
  })

  test('error: 404 for an organization that does not exist', async () => {
    const { call, path } = await signedIn()
    const form = { active_organization_id: 'org_x' }
    expect(await call('POST', `${path}/touch`, { form })).toMatchObject({
      status: 404,
      code: 'organization_not_found_or_unauthorized',
    })
  })
})

describe.each([
  ['end', 'ended'],
  ['remove', 'removed'],
])('POST …/%s', (verb, status) => {
  test('default: takes the session off the client', async () => {
    const { call, path, client, signIn, fapi } = await signedIn()
    const bob = (await signIn('bob')).body.response.created_session_id
    fapi.clock.advance(1)
    const { body } = await call('POST', `${path}/${verb}`)
    expect(body.response).toMatchObject({ status, last_active_token: null })
    expect(body.client).toMatchObject({ id: client.id, sessions: [{ id: bob }], last_active_session_id: bob })
    expect(body.client!.updated_at).toBeGreaterThan(client.updated_at)
  })

  test('behavior: of the rest, the one used last becomes the active one', async () => {
    const { call, path, signIn, fapi } = await signedIn()
    fapi.clock.advance(1000)
    const bob = (await signIn('bob')).body.response.created_session_id!
    fapi.clock.advance(1000)
    const carol = (await signIn('carol')).body.response.created_session_id!
    fapi.clock.advance(1000)
    await call('POST', `/v1/client/sessions/${bob}/touch`)
    fapi.clock.advance(1000)
    await call('POST', `${path}/touch`)
    expect((await call('POST', `${path}/${verb}`)).body.client?.last_active_session_id).toBe(bob)
    expect(
      (await call('POST', `/v1/client/sessions/${bob}/${verb}`)).body.client?.last_active_session_id,
    ).toBe(carol)
  })

  test('error: 400 when it is over already', async () => {
    const { call, path } = await signedIn()
    await call('POST', `${path}/${verb}`)
    expect(await call('POST', `${path}/${verb}`)).toMatchObject({
      status: 400,
      code: 'invalid_action_for_session',
    })
  })
})

describe('POST …/tokens', () => {
  test('default: a bare token', async () => {
    const { call, path, id } = await signedIn()
    const { status, body } = await call('POST', `${path}/tokens`, {
      form: { organization_id: '', tab_state: 'focused' },
    })
    expect(status).toBe(200)
    expect(Object.keys(body)).toEqual(['object', 'jwt'])
    expect(decodeJwt(body.jwt).sid).toBe(id)
  })

  test('error: 404 for an organization that does not exist', async () => {
    const { call, path } = await signedIn()
    expect((await call('POST', `${path}/tokens`, { form: { organization_id: 'org_x' } })).status).toBe(404)
  })
})

describe('POST …/tokens/{template}', () => {
  test('default: signs the template’s claims, which cannot replace those of every token', async () => {
    const jwtTemplates = { hasura: { claims: { role: 'editor', sub: 'someone else' }, lifetime: 600 } }
    const { call, path, fapi } = await signedIn({ jwtTemplates })
    const { body } = await call('POST', `${path}/tokens/hasura`)
    const claims = decodeJwt(body.jwt)
    expect(claims).toMatchObject({ role: 'editor', sub: fapi.users[0]?.id })
    expect(claims.exp! - claims.iat!).toBe(600)
    expect(claims.sid).toBeUndefined()
  })

  test('error: 404 names an unknown template', async () => {
    const { call, path } = await signedIn()
    const { status, code, body } = await call('POST', `${path}/tokens/nope`)
    expect([status, code]).toEqual([404, 'resource_not_found'])
    expect(body.errors[0]?.message).toContain('nope')
  })
})

describe.each(['touch', 'tokens', 'tokens/any'])('POST …/%s of a session that is over', (verb) => {
  test.each(['revokeSession', 'expireSession'] as const)('error: 401 signed_out after %s', async (stop) => {
    const { call, path, fapi, id, client } = await signedIn()
    fapi[stop](id)
    expect(fapi.sessions[0]!.expireAt > fapi.clock.now()).toBe(stop === 'revokeSession')
    const answer = await call('POST', `${path}/${verb}`)
    expect(answer).toMatchObject({ status: 401, code: 'signed_out' })
    expect(answer.body.meta.client).toMatchObject({ id: client.id, sessions: [] })
  })
})

describe.each(['touch', 'end', 'remove', 'tokens', 'tokens/any'])(
  'POST …/%s of what is not one’s own',
  (verb) => {
    test('error: 401 without a client, 404 for an unknown session, 401 for a foreign one', async () => {
      const { path, fapi } = await signedIn()
      const other = await createCaller({ fapi })
      expect(await other.call('POST', `${path}/${verb}`)).toMatchObject({
        status: 401,
        code: 'authentication_invalid',
      })
      await other.call('POST', '/v1/client')
      expect((await other.call('POST', `/v1/client/sessions/sess_x/${verb}`)).status).toBe(404)
      const foreign = await other.call('POST', `${path}/${verb}`)
      expect(foreign).toMatchObject({ status: 401, code: 'action_for_session_not_authorized' })
      expect(fapi.sessions[0]?.status).toBe('active')
    })
  },
)
