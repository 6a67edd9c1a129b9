import { describe, expect, test } from 'vitest'
import { createCaller } from '../../testCaller'

async function server() {
  const caller = await createCaller({
    organizations: [
      {
        id: 'org_acme',
        name: 'Acme',
        members: [{ user: 'alice@example.com', role: 'org:admin' }, { user: 'carol@example.com' }],
      },
      { id: 'org_beta', name: 'Beta', members: [] },
    ],
  })
  const read = async (method: string, path: string, body?: unknown, key = caller.fapi.secretKey) => {
    const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' }
    const response = await caller.fapi.fetch(
      new Request(`http://localhost:4400/v1${path}`, {
        method,
        headers,
        ...(body !== undefined && { body: JSON.stringify(body) }),
      }),
    )
    return { status: response.status, body: await response.json() }
  }
  const [alice, bob, carol] = caller.fapi.users.map(({ id }) => id)
  return { ...caller, read, alice: alice!, bob: bob!, carol: carol! }
}

const slugs = (body: { data: { slug: string }[] }) => body.data.map(({ slug }) => slug)

describe('/v1/organizations', () => {
  test('default: one is made, read by id and slug, changed and deleted', async () => {
    const { read, bob, fapi } = await server()
    const made = await read('POST', '/organizations', {
      name: 'Works',
      created_by: bob,
      max_allowed_memberships: 2,
      public_metadata: { a: 1 },
      private_metadata: { p: 1 },
    })
    expect(made.body).toMatchObject({
      slug: 'works',
      created_by: bob,
      members_count: 1,
      max_allowed_memberships: 2,
      public_metadata: { a: 1 },
      private_metadata: { p: 1 },
    })
    const path = `/organizations/${made.body.id}`
    expect((await read('GET', path)).body).toEqual(made.body)
    expect((await read('GET', '/organizations/works')).body).toEqual(made.body)
    const renamed = await read('PATCH', path, { name: 'Plant', slug: 'plant' })
    expect(renamed.body).toMatchObject({ name: 'Plant', slug: 'plant', private_metadata: { p: 1 } })
    const merged = await read('PATCH', `${path}/metadata`, { public_metadata: { b: 2 } })
    expect(merged.body.public_metadata).toEqual({ a: 1, b: 2 })
    const replaced = await read('PUT', `${path}/metadata`, { public_metadata: { c: 3 } })
    expect(replaced.body).toMatchObject({ public_metadata: { c: 3 }, private_metadata: { p: 1 } })
    expect((await read('DELETE', path)).body).toEqual({
      object: 'organization',
      id: made.body.id,
      deleted: true,
    })
    expect(fapi.organizations).toHaveLength(2)
  })

  test.each([
    ['', ['beta', 'acme']],
    ['?order_by=name', ['acme', 'beta']],
    ['?order_by=-members_count&limit=1', ['acme']],
    ['?query=ACM', ['acme']],
    ['?organization_id=org_beta&include_members_count=true', ['beta']],
    ['?user_id=user_x', []],
  ])('parameters: %s', async (query, expected) => {
    const { read } = await server()
    expect(slugs((await read('GET', `/organizations${query}`)).body)).toEqual(expected)
  })

  test.each<[string, string, unknown, number, string]>([
    ['POST', '', {}, 422, 'form_param_missing'],
    ['POST', '', { name: 'A', slug: 'acme' }, 422, 'form_identifier_exists'],
    ['POST', '', { name: 'A', created_by: 'user_x' }, 404, 'resource_not_found'],
    ['POST', '', { name: 'A', max_allowed_memberships: 'x' }, 422, 'form_param_value_invalid'],
    ['PATCH', '/org_acme', { slug: 'beta' }, 422, 'form_identifier_exists'],
    ['GET', '/org_x', undefined, 404, 'resource_not_found'],
    ['GET', '?nonsense=1', undefined, 422, 'form_param_unknown'],
    ['DELETE', '/org_x', undefined, 404, 'resource_not_found'],
    ['POST', '/org_acme/memberships', { user_id: 'user_x', role: 'org:member' }, 404, 'resource_not_found'],
    ['DELETE', '/org_acme/memberships/user_x', undefined, 404, 'resource_not_found'],
    [
      'POST',
      '/org_acme/invitations',
      { email_address: 'x', role: 'org:member' },
      422,
      'form_param_format_invalid',
    ],
    ['GET', '/org_acme/invitations/orginv_x', undefined, 404, 'resource_not_found'],
  ])('error: %s %s %j: %i %s', async (method, path, body, status, code) => {
    const { read } = await server()
    const answer = await read(method, `/organizations${path}`, body)
    expect(answer).toMatchObject({ status, body: { errors: [{ code }] } })
  })

  test.each([
    ['GET', ''],
    ['POST', ''],
    ['GET', '/org_acme'],
    ['DELETE', '/org_acme'],
    ['GET', '/org_acme/memberships'],
    ['POST', '/org_acme/invitations'],
  ])('error: %s %s is 401 with another key, and nobody’s without one', async (method, path) => {
    const { read, call, fapi } = await server()
    const wrong = await read(method, `/organizations${path}`, method === 'GET' ? undefined : {}, 'sk_test_x')
    expect(wrong).toMatchObject({ status: 401, body: { errors: [{ code: 'clerk_key_invalid' }] } })
    expect((await call(method, `/v1/organizations${path}`)).status).toBeGreaterThanOrEqual(401)
    expect(fapi.organizations).toHaveLength(2)
  })
})

describe('…/memberships and …/invitations', () => {
  test('default: a member is added, changed, listed and removed', async () => {
    const { read, bob, alice } = await server()
    const path = '/organizations/org_acme/memberships'
    const added = await read('POST', path, { user_id: bob, role: 'org:member', private_metadata: { p: 1 } })
    expect(added.body).toMatchObject({
      role: 'org:member',
      private_metadata: { p: 1 },
      public_user_data: { user_id: bob },
    })
    expect((await read('PATCH', `${path}/${bob}`, { role: 'org:admin' })).body).toMatchObject({
      role: 'org:admin',
    })
    const noted = await read('PATCH', `${path}/${bob}/metadata`, { public_metadata: { a: 1 } })
    expect(noted.body).toMatchObject({ public_metadata: { a: 1 }, private_metadata: { p: 1 } })
    expect((await read('GET', path)).body).toMatchObject({ total_count: 3 })
    expect((await read('GET', `${path}?role=org:admin&user_id=${alice}`)).body).toMatchObject({
      total_count: 1,
    })
    expect((await read('GET', `${path}?email_address=nobody`)).body).toMatchObject({ total_count: 0 })
    expect((await read('GET', '/organization_memberships?limit=1')).body).toMatchObject({ total_count: 3 })
    expect((await read('DELETE', `${path}/${bob}`)).body).toMatchObject({
      public_user_data: { user_id: bob },
    })
  })

  test('behavior: an organization has room for as many as it says', async () => {
    const { read, bob } = await server()
    await read('PATCH', '/organizations/org_acme', { max_allowed_memberships: 2 })
    const path = '/organizations/org_acme'
    const member = await read('POST', `${path}/memberships`, { user_id: bob, role: 'org:member' })
    const guest = await read('POST', `${path}/invitations`, {
      email_address: 'd@example.com',
      role: 'org:member',
    })
    for (const refused of [member, guest]) {
      expect(refused).toMatchObject({
        status: 403,
        body: { errors: [{ code: 'organization_membership_quota_exceeded' }] },
      })
    }
  })

  test('default: an invitation is made, read and taken back; what it carries goes to the member', async () => {
    const { read, signIn, call } = await server()
    const path = '/organizations/org_acme/invitations'
    const said = { email_address: 'Bob@example.com', role: 'org:member', public_metadata: { a: 1 } }
    const { body } = await read('POST', path, said)
    expect(body).toMatchObject({
      email_address: 'bob@example.com',
      status: 'pending',
      organization_id: 'org_acme',
    })
    expect((await read('GET', `${path}/${body.id}`)).body).toEqual(body)
    await signIn('bob')
    await call('POST', `/v1/me/organization_invitations/${body.id}/accept`)
    expect((await read('GET', `${path}?status=accepted`)).body).toMatchObject({ total_count: 1 })
    expect((await read('GET', '/organizations/org_acme/memberships?query=bob')).body).toMatchObject({
      data: [{ public_metadata: { a: 1 } }],
    })
    const other = await read('POST', path, { ...said, email_address: 'd@example.com' })
    expect((await read('POST', `${path}/${other.body.id}/revoke`)).body).toMatchObject({ status: 'revoked' })
    expect((await read('POST', `${path}/${other.body.id}/revoke`)).status).toBe(404)
  })
})

test('behavior: what is for servers is not shown to members', async () => {
  const { read, signIn } = await server()
  const secret = { private_metadata: { p: 'hidden-one' } }
  await read('PUT', '/organizations/org_acme/metadata', secret)
  expect(JSON.stringify((await signIn('alice')).body)).not.toContain('hidden-one')
})
