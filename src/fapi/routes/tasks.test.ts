import { decodeJwt } from 'jose'
import { describe, expect, test } from 'vitest'
import type { FapiOptions, FapiUser } from '../../fapi'
import { createCaller } from '../testCaller'

type Options = FapiOptions & { native?: boolean }

async function signedIn(user: Partial<FapiUser> = {}, options: Options = {}) {
  const alice = { identifier: 'alice@example.com', password: 'alice-password', ...user }
  const caller = await createCaller({ users: [alice], ...options })
  const { body } = await caller.signIn('alice')
  const id = body.response.created_session_id!
  const post = (path: string, form: Record<string, string> = {}) =>
    caller.call('POST', path, { form, query: { _clerk_session_id: id } })
  const touch = (organization: string) =>
    post(`/v1/client/sessions/${id}/touch`, { active_organization_id: organization, intent: 'select_org' })
  return { ...caller, id, post, touch, session: body.client!.sessions[0]! }
}

const keys = (session: { tasks: { key: string }[] | null }) => session.tasks?.map(({ key }) => key) ?? null

describe('which tasks a new session has', () => {
  const all = ['setup-mfa', 'choose-organization', 'reset-password']

  test.each<[string, Partial<FapiUser>, FapiOptions, string[] | null]>([
    ['none', {}, {}, null],
    ['all that the user has, in their order', { tasks: all }, {}, [...all].reverse()],
    ['one that nobody knows comes last', { tasks: ['x', 'setup-mfa'] }, {}, ['setup-mfa', 'x']],
    ['forceOrganization', {}, { forceOrganization: true }, ['choose-organization']],
    ['forceSecondFactor', {}, { forceSecondFactor: true }, ['setup-mfa']],
    [
      'both, after the user’s own',
      { tasks: ['reset-password', 'setup-mfa'] },
      { forceOrganization: true, forceSecondFactor: true },
      ['reset-password', 'choose-organization', 'setup-mfa'],
    ],
    [
      'codes to fall back on are no second factor',
      { backupCodes: ['one'] },
      { forceSecondFactor: true },
      ['setup-mfa'],
    ],
    [
      'nor is a telephone to sign in with',
      { phones: [{ number: '+15555550100' }] },
      { forceSecondFactor: true },
      ['setup-mfa'],
    ],
  ])('%s', async (_, user, options, wanted) => {
    const { session } = await signedIn(user, options)
    expect(keys(session)).toEqual(wanted)
    expect(session.status).toBe(wanted ? 'pending' : 'active')
    expect(decodeJwt(session.last_active_token!.jwt).sts).toBe(session.status)
  })

  test.each<[string, Partial<FapiUser>]>([
    ['an authenticator app', { totpSecret: 'GEZDGNBVGY3TQOJQ' }],
    ['a telephone for it', { phones: [{ number: '+15555550100', isSecondFactor: true }] }],
  ])('setup-mfa is no task of who has %s', async (_, user) => {
    const { fapi } = await signedIn({ ...user, tasks: ['setup-mfa'] }, { forceSecondFactor: true })
    const { sessionIds } = await fapi.seedClient({ users: ['alice@example.com'] })
    expect(fapi.sessions.find(({ id }) => id === sessionIds[0])).toMatchObject({
      status: 'active',
      tasks: [],
    })
  })
})

test.each<[string, Options]>([
  ['test', {}],
  ['live', { keyType: 'live', origins: ['http://localhost:3000'] }],
  ['native', { native: true }],
])('choose-organization: founding one and switching to it activates the session: %s', async (_, options) => {
  const { post, touch, call } = await signedIn({}, { ...options, forceOrganization: true })
  expect((await touch('')).body.response).toMatchObject({ status: 'pending' })
  const founded = await post('/v1/organizations', { name: 'Acme' })
  expect(founded.body.client!.sessions[0]!.status).toBe('pending')
  const { body } = await touch(founded.body.response.id)
  expect(body.response).toMatchObject({
    status: 'active',
    tasks: null,
    last_active_organization_id: founded.body.response.id,
  })
  expect(body.client!.sessions[0]).toEqual(body.response)
  expect(decodeJwt(body.response.last_active_token!.jwt)).toMatchObject({
    sts: 'active',
    o: { rol: 'admin' },
  })
  // There is no way back to none.
  expect((await touch('')).body.response.last_active_organization_id).toBe(founded.body.response.id)
  expect((await call('GET', '/v1/environment')).body).toMatchObject({
    organization_settings: { force_organization_selection: true },
  })
})

test('choose-organization: one that was accepted counts as well', async () => {
  const organizations = [
    { id: 'org_acme', name: 'Acme', members: [], invitations: [{ emailAddress: 'alice@example.com' }] },
  ]
  const { call, id, post, touch } = await signedIn({}, { organizations, forceOrganization: true })
  expect(await touch('acme')).toMatchObject({ status: 404, code: 'organization_not_found_or_unauthorized' })
  const query = { _clerk_session_id: id, status: 'pending' }
  const { response } = (await call('GET', '/v1/me/organization_invitations', { query })).body
  const [invitation] = response.data as { id: string }[]
  await post(`/v1/me/organization_invitations/${invitation!.id}/accept`)
  const found = await call('GET', '/v1/organizations/org_acme', { query })
  expect(found.body.response).toMatchObject({ object: 'organization', members_count: 1 })
  expect((await touch('acme')).body.response).toMatchObject({ status: 'active', tasks: null })
})
