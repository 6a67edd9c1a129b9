import { decodeJwt } from 'jose'
import { describe, expect, test } from 'vitest'
import { createFapi, type FapiState } from '../../fapi'
import { createCaller } from '../testCaller'

const organizations = [
  {
    id: 'org_acme',
    name: 'Acme',
    members: [
      { user: 'alice@example.com', role: 'org:admin' },
      { user: 'carol@example.com', permissions: ['org:sys_memberships:read', 'org:bills:pay'] },
    ],
  },
  { id: 'org_beta', name: 'Beta', members: [{ user: 'alice@example.com' }] },
  { id: 'org_closed', name: 'Closed', members: [] },
]

async function signedIn(name = 'alice') {
  const caller = await createCaller({ organizations })
  const { body } = await caller.signIn(name)
  const path = `/v1/client/sessions/${body.response.created_session_id}`
  const post = (verb: string, form: Record<string, string> = {}) =>
    caller.call('POST', `${path}/${verb}`, { form })
  const touch = (active_organization_id: string, intent = 'select_org') =>
    post('touch', { active_organization_id, intent })
  return { ...caller, path, post, touch, client: body.client!, session: body.client!.sessions[0]! }
}

/** What a token says of the organization. */
function claimsOf(jwt: string | undefined) {
  const { o, fea } = decodeJwt(jwt!)
  return { o, fea }
}

test('default: a session starts in the user’s own account; the user’s memberships ride along', async () => {
  const { session } = await signedIn()
  expect(session.last_active_organization_id).toBeNull()
  expect(claimsOf(session.last_active_token?.jwt)).toEqual({ o: undefined, fea: undefined })
  expect(session.user.organization_memberships).toMatchObject([
    {
      role: 'org:admin',
      role_name: 'Admin',
      permissions: expect.arrayContaining(['org:sys_domains:manage']),
      organization: { object: 'organization', id: 'org_acme', slug: 'acme', members_count: 2 },
      public_user_data: { user_id: session.user.id, identifier: 'alice@example.com' },
    },
    { role: 'org:member', organization: { id: 'org_beta' } },
  ])
})

describe('POST …/touch with active_organization_id', () => {
  test.each(['org_acme', 'acme'])(
    'default: switches to the organization of the id or slug %s',
    async (name) => {
      const { touch, client, session, fapi } = await signedIn()
      fapi.clock.advance(1000)
      const { body } = await touch(name)
      expect(body.response).toMatchObject({ status: 'active', last_active_organization_id: 'org_acme' })
      expect(body.client!.sessions[0]).toEqual(body.response)
      expect(body.client!.updated_at).toBeGreaterThan(client.updated_at)
      expect(body.response.updated_at).toBeGreaterThan(session.updated_at)
      expect(decodeJwt(body.response.last_active_token!.jwt)).toMatchObject({
        iat: Math.floor(body.client!.updated_at / 1000),
        o: { id: 'org_acme', slg: 'acme', rol: 'admin' },
      })
    },
  )

  test('behavior: empty is the user’s own account, absent changes nothing', async () => {
    const { touch, post } = await signedIn()
    await touch('acme')
    const absent = await post('touch', { intent: 'focus' })
    expect(absent.body.response.last_active_organization_id).toBe('org_acme')
    expect(absent.body.client).toBeNull()
    const empty = await touch('')
    expect(empty.body.response.last_active_organization_id).toBeNull()
    expect(claimsOf(empty.body.response.last_active_token?.jwt).o).toBeUndefined()
  })

  test('behavior: a focus that brings another organization brings the client too', async () => {
    const { touch } = await signedIn()
    expect((await touch('acme', 'focus')).body.client?.sessions).toHaveLength(1)
    expect((await touch('acme', 'focus')).body.client).toBeNull()
  })

  test.each(['org_closed', 'closed', 'org_x'])('error: 404 for %s, and all stays as it is', async (name) => {
    const { touch, call, path } = await signedIn()
    await touch('acme')
    expect(await touch(name)).toMatchObject({ status: 404, code: 'organization_not_found_or_unauthorized' })
    expect((await call('GET', path)).body.response.last_active_organization_id).toBe('org_acme')
  })

  test('behavior: completes the task of choosing one, from where there is no way back to none', async () => {
    const { touch, session, fapi } = await signedIn('carol')
    expect([session.status, session.tasks]).toEqual(['pending', [{ key: 'choose-organization' }]])
    const none = await touch('')
    expect(none.body.response).toMatchObject({ status: 'pending', last_active_organization_id: null })
    fapi.clock.advance(1)
    const { body } = await touch('acme')
    expect(body.response).toMatchObject({
      status: 'active',
      tasks: null,
      last_active_organization_id: 'org_acme',
    })
    expect(body.response.updated_at).toBeGreaterThan(session.updated_at)
    expect(decodeJwt(body.response.last_active_token!.jwt).sts).toBe('active')
    expect((await touch('')).body.response.last_active_organization_id).toBe('org_acme')
  })
})

describe('the o claim', () => {
  test('default: packs permissions by feature, without Clerk’s own', async () => {
    const { touch } = await signedIn('carol')
    const { response } = (await touch('acme')).body
    expect(claimsOf(response.last_active_token?.jwt)).toEqual({
      fea: 'o:bills',
      o: { id: 'org_acme', slg: 'acme', rol: 'member', per: 'pay', fpm: '1' },
    })
  })
})

test('behavior: a saved session whose user has left the organization goes on without it', async () => {
  let kept: FapiState | undefined
  const caller = await createCaller({
    organizations,
    storage: {
      load: () => undefined,
      save(state) {
        kept = JSON.parse(JSON.stringify(state))
      },
    },
  })
  const id = (await caller.signIn('alice')).body.response.created_session_id
  const path = `/v1/client/sessions/${id}`
  await caller.call('POST', `${path}/touch`, { form: { active_organization_id: 'acme' } })
  const state = { ...kept!, organizations: [{ id: 'org_acme', name: 'Acme', members: [] }] }
  const later = await createCaller({ fapi: createFapi({ storage: { load: () => state } }) })
  Object.assign(later.credentials, caller.credentials)
  const [session] = (await later.call('GET', '/v1/client')).body.response.sessions
  expect(session!.last_active_organization_id).toBeNull()
  expect(claimsOf(session!.last_active_token?.jwt).o).toBeUndefined()
})

describe('POST …/tokens with organization_id', () => {
  test('default: a token for that organization, which is not the one that rides along', async () => {
    const { touch, post, call } = await signedIn()
    await touch('acme')
    const beta = await post('tokens', { organization_id: 'org_beta' })
    expect(claimsOf(beta.body.jwt).o).toMatchObject({ id: 'org_beta', rol: 'member' })
    const riding = (await call('GET', '/v1/client')).body.response.sessions[0]!.last_active_token!.jwt
    expect(claimsOf(riding).o).toMatchObject({ id: 'org_acme' })
    expect(claimsOf((await post('tokens')).body.jwt).o).toMatchObject({ id: 'org_acme' })
    expect(claimsOf((await post('tokens', { organization_id: '' })).body.jwt).o).toBeUndefined()
  })

  test('error: 404 for one that the user does not belong to', async () => {
    const { post } = await signedIn()
    expect(await post('tokens', { organization_id: 'org_closed' })).toMatchObject({
      status: 404,
      code: 'organization_not_found_or_unauthorized',
    })
  })
})
