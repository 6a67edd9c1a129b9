import { describe, expect, test } from 'vitest'
import { type Answer, createCaller, type TestCaller } from '../testCaller'

const invited = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ emailAddress: `guest${index}@example.com` }))

const organizations = [
  {
    id: 'org_acme',
    name: 'Acme',
    members: [{ user: 'alice@example.com', role: 'org:admin' }, { user: 'carol@example.com' }],
    invitations: [{ emailAddress: 'Bob@example.com' }],
  },
  {
    id: 'org_full',
    name: 'Full',
    members: [{ user: 'alice@example.com', role: 'org:admin' }],
    invitations: invited(99),
  },
  { id: 'org_closed', name: 'Closed', members: [] },
]

async function signedIn(name = 'alice') {
  const caller = await createCaller({ organizations })
  const { body } = await caller.signIn(name)
  const query = { _clerk_session_id: body.response.created_session_id! }
  const post = (path: string, form: Record<string, string> = {}) => caller.call('POST', path, { form, query })
  const get = (path: string, more: Record<string, string> = {}) =>
    caller.call('GET', path, { query: { ...query, ...more } })
  const invite = (emailAddress: string, role = 'org:member', id = 'org_acme') =>
    post(`/v1/organizations/${id}/invitations`, { email_address: emailAddress, role })
  return { ...caller, get, post, invite }
}

const of = ({ fapi }: Pick<TestCaller, 'fapi'>, id = 'org_acme') =>
  fapi.organizations.find((organization) => organization.id === id)

describe('POST /v1/organizations', () => {
  test('default: makes one of which the user is an administrator', async () => {
    const { post, fapi } = await signedIn('bob')
    const { body } = await post('/v1/organizations', { name: ' Bob & Sons ' })
    expect(body.response).toMatchObject({
      object: 'organization',
      id: expect.stringMatching(/^org_/),
      name: 'Bob & Sons',
      slug: 'bob-sons',
      members_count: 1,
      pending_invitations_count: 0,
    })
    expect(body.client!.sessions[0]!.user.organization_memberships).toMatchObject([
      { role: 'org:admin', organization: { slug: 'bob-sons' } },
    ])
    expect(fapi.organizations).toHaveLength(4)
  })

  test('parameters: a slug; where the name’s own is taken another one is found', async () => {
    const { post } = await signedIn()
    const slugs: unknown[] = []
    for (const form of [{ name: 'X', slug: 'ex' }, { name: 'Acme' }, { name: 'Acme' }] as const) {
      slugs.push((await post('/v1/organizations', form)).body.response)
    }
    expect(slugs).toMatchObject([{ slug: 'ex' }, { slug: 'acme-2' }, { slug: 'acme-3' }])
  })

  test.each([
    [{}, 'form_param_missing', 'name'],
    [{ name: ' ' }, 'form_param_nil', 'name'],
    [{ name: 'x'.repeat(257) }, 'form_param_max_length_exceeded', 'name'],
    [{ name: 'A', slug: 'A b' }, 'form_param_format_invalid', 'slug'],
    [{ name: 'A', slug: 'acme' }, 'form_identifier_exists', 'slug'],
  ])('error: 422 for %o, and nothing is made', async (form, code, param_name) => {
    const { post, fapi } = await signedIn()
    const answer = await post('/v1/organizations', form as Record<string, string>)
    expect(answer).toMatchObject({ status: 422, code })
    expect(answer.body.errors[0]!.meta).toEqual({ param_name })
    expect(fapi.organizations).toHaveLength(3)
  })

  test('error: 403 for the hundred and first', async () => {
    const { post } = await signedIn('bob')
    for (let count = 0; count < 100; count++) await post('/v1/organizations', { name: 'A' })
    const answer = await post('/v1/organizations', { name: 'A' })
    expect(answer).toMatchObject({ status: 403, code: 'organization_membership_quota_exceeded' })
  })
})

test.each(['org_closed', 'closed', 'org_x'])(
  'GET /v1/organizations/%s: 404 for who is no member',
  async (id) => {
    const { get } = await signedIn()
    expect(await get(`/v1/organizations/${id}`)).toMatchObject({
      status: 404,
      code: 'organization_not_found_or_unauthorized',
    })
  },
)

describe('inviting', () => {
  test('default: one, listed to the members who may manage, and to who is invited', async () => {
    const alice = await signedIn()
    const { response } = (await alice.invite(' Dora@Example.com ', 'org:admin')).body
    expect(response).toMatchObject({
      object: 'organization_invitation',
      id: expect.stringMatching(/^orginv_/),
      email_address: 'dora@example.com',
      organization_id: 'org_acme',
      role: 'org:admin',
      role_name: 'Admin',
      status: 'pending',
    })
    const list = await alice.get('/v1/organizations/org_acme/invitations', { status: 'pending' })
    expect(list.body.response).toMatchObject({
      total_count: 2,
      data: [{ email_address: 'bob@example.com' }, response],
    })
    const organization = await alice.get('/v1/organizations/acme')
    expect(organization.body.response).toMatchObject({ pending_invitations_count: 2 })
  })

  test('parameters: several at once, or none of them', async () => {
    const alice = await signedIn()
    const bulk = (email_address: string) =>
      alice.post('/v1/organizations/org_acme/invitations/bulk', { email_address, role: 'org:member' })
    for (const refused of [
      'd@example.com,bob@example.com',
      'd@example.com,d@example.com',
      'd@example.com,none',
    ]) {
      expect((await bulk(refused)).status).toBeGreaterThanOrEqual(400)
    }
    expect(of(alice)).toMatchObject({ invitations: [{ emailAddress: 'bob@example.com' }] })
    expect((await bulk('d@example.com,e@example.com')).body.response).toMatchObject([
      { email_address: 'd@example.com' },
      { email_address: 'e@example.com' },
    ])
  })

  test.each<[string, (alice: Awaited<ReturnType<typeof signedIn>>) => Promise<Answer>, number, string]>([
    ['a member', ({ invite }) => invite('carol@example.com'), 400, 'already_a_member_in_organization'],
    ['who is invited', ({ invite }) => invite('BOB@example.com'), 400, 'organization_invitation_not_unique'],
    ['no address', ({ invite }) => invite('none'), 422, 'form_param_format_invalid'],
    ['no role', ({ invite }) => invite('d@example.com', 'admin'), 422, 'form_param_value_invalid'],
    [
      'a full organization',
      ({ invite }) => invite('d@example.com', 'org:member', 'org_full'),
      403,
      'organization_membership_quota_exceeded',
    ],
    [
      'another’s',
      ({ invite }) => invite('d@example.com', 'org:member', 'org_closed'),
      404,
      'organization_not_found_or_unauthorized',
    ],
  ])('error: %s', async (_, act, status, code) => {
    const alice = await signedIn()
    const before = alice.fapi.organizations
    expect(await act(alice)).toMatchObject({ status, code })
    expect(alice.fapi.organizations).toEqual(before)
  })

  test('error: 403 for members who may not manage, whatever they do there', async () => {
    const carol = await signedIn('carol')
    const { invitations } = of(carol)!
    const path = '/v1/organizations/org_acme/invitations'
    const answers = [
      await carol.invite('d@example.com'),
      await carol.get(path),
      await carol.post(`${path}/bulk`, { email_address: 'd@example.com', role: 'org:member' }),
      await carol.post(`${path}/${invitations[0]!.id}/revoke`),
    ]
    for (const answer of answers) {
      expect(answer).toMatchObject({ status: 403, code: 'missing_organization_permission' })
      expect(answer.body.errors[0]!.meta).toEqual({ permissions: ['org:sys_memberships:manage'] })
    }
    expect(of(carol)).toMatchObject({ invitations: [{ status: 'pending' }] })
  })

  test('behavior: one taken back can be accepted no more, and be sent again', async () => {
    const alice = await signedIn()
    const id = (await alice.invite('d@example.com')).body.response.id
    const revoke = () => alice.post(`/v1/organizations/org_acme/invitations/${id}/revoke`)
    expect((await revoke()).body.response).toMatchObject({ status: 'revoked' })
    expect(await revoke()).toMatchObject({ status: 404, code: 'organization_invitation_not_pending' })
    expect((await alice.invite('d@example.com')).status).toBe(200)
    const unknown = await alice.post('/v1/organizations/org_acme/invitations/orginv_x/revoke')
    expect(unknown).toMatchObject({ status: 404, code: 'organization_invitation_not_found' })
  })

  test('behavior: of those settled the last hundred stay', async () => {
    const alice = await signedIn()
    for (let count = 0; count < 103; count++) {
      const { id } = (await alice.invite(`d${count}@example.com`)).body.response
      await alice.post(`/v1/organizations/org_acme/invitations/${id}/revoke`)
    }
    const { invitations } = of(alice)!
    expect(invitations).toHaveLength(101)
    expect(invitations[1]!.emailAddress).toBe('d3@example.com')
  })
})

describe('/v1/me/organization_invitations', () => {
  const path = '/v1/me/organization_invitations'

  test('default: those to the user’s address, with what they may know of the organization', async () => {
    const bob = await signedIn('bob')
    const { response } = (await bob.get(path)).body
    expect(response).toMatchObject({
      total_count: 1,
      data: [
        {
          email_address: 'bob@example.com',
          status: 'pending',
          public_organization_data: { id: 'org_acme', name: 'Acme', slug: 'acme' },
        },
      ],
    })
    expect((await bob.get(path, { status: 'accepted' })).body.response.total_count).toBe(0)
    expect((await bob.get('/v1/me/organization_suggestions')).body.response).toEqual({
      data: [],
      total_count: 0,
    })
  })

  test('default: accepting one makes a member of its role, once', async () => {
    const bob = await signedIn('bob')
    const [{ id }] = (await bob.get(path)).body.response.data as [{ id: string }]
    const accepted = await bob.post(`${path}/${id}/accept`)
    expect(accepted.body.response).toMatchObject({ status: 'accepted' })
    expect(accepted.body.client!.sessions[0]!.user.organization_memberships).toMatchObject([
      { role: 'org:member', organization: { id: 'org_acme', members_count: 3 } },
    ])
    const again = await bob.post(`${path}/${id}/accept`)
    expect(again).toMatchObject({ status: 400, code: 'organization_invitation_already_accepted' })
    expect(of(bob)).toMatchObject({ members: { length: 3 } })
  })

  test('error: one that was taken back, is another’s, or is none', async () => {
    const bob = await signedIn('bob')
    const [{ id }] = (await bob.get(path)).body.response.data as [{ id: string }]
    const alice = await createCaller({ fapi: bob.fapi })
    const { created_session_id } = (await alice.signIn('alice')).body.response
    const query = { _clerk_session_id: created_session_id! }
    for (const wrong of [id, 'orginv_x']) {
      const answer = await alice.call('POST', `${path}/${wrong}/accept`, { query })
      expect(answer).toMatchObject({ status: 404, code: 'organization_invitation_not_found' })
    }
    await alice.call('POST', `/v1/organizations/org_acme/invitations/${id}/revoke`, { query })
    expect(await bob.post(`${path}/${id}/accept`)).toMatchObject({
      status: 400,
      code: 'organization_invitation_revoked_code',
    })
  })
})

test.each([
  ['POST', '/v1/organizations'],
  ['GET', '/v1/organizations/org_acme'],
  ['POST', '/v1/organizations/org_acme/invitations'],
  ['GET', '/v1/me/organization_invitations'],
  ['GET', '/v1/me/organization_suggestions'],
  ['POST', '/v1/me/organization_invitations/orginv_x/accept'],
])('error: 401 for who is signed in nowhere: %s %s', async (method, path) => {
  const { call } = await createCaller({ organizations })
  expect(await call(method, path)).toMatchObject({ status: 401, code: 'authentication_invalid' })
})
