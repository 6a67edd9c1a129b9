import { decodeJwt } from 'jose'
import { describe, expect, test } from 'vitest'
import { createCaller, type TestCaller } from '../testCaller'
import { signedInAs } from './testMembers'

const acme = '/v1/organizations/org_acme'
const members = `${acme}/memberships`

const of = ({ fapi }: Pick<TestCaller, 'fapi'>) => fapi.organizations.find(({ id }) => id === 'org_acme')
const userId = ({ fapi }: Pick<TestCaller, 'fapi'>, name: string) =>
  fapi.users.find(({ identifier }) => identifier === `${name}@example.com`)!.id

describe('PATCH and DELETE /v1/organizations/{id}', () => {
  test('default: another name and slug, each by itself', async () => {
    const alice = await signedInAs('alice')
    const renamed = await alice.ask('PATCH', acme, { name: ' Acme & Co ' })
    expect(renamed.body.response).toMatchObject({ name: 'Acme & Co', slug: 'acme' })
    const moved = await alice.ask('PATCH', acme, { slug: 'acme-co' })
    expect(moved.body.response).toMatchObject({ name: 'Acme & Co', slug: 'acme-co' })
    const { sessions } = moved.body.client!
    expect(sessions[0]!.user.organization_memberships).toMatchObject([
      { organization: { slug: 'acme-co' } },
      {},
    ])
  })

  test.each<[string, Record<string, string>]>([
    ['form_param_nil', { name: ' ' }],
    ['form_param_format_invalid', { slug: 'Acme Co' }],
    ['form_identifier_exists', { slug: 'beta' }],
  ])('error: 422 %s for %o', async (code, form) => {
    const alice = await signedInAs('alice')
    const before = of(alice)
    expect(await alice.ask('PATCH', acme, form)).toMatchObject({ status: 422, code })
    expect(of(alice)).toEqual(before)
  })

  test('default: one is gone, and whoever was active in it is in the own account', async () => {
    const alice = await signedInAs('alice')
    const carol = await signedInAs('carol', alice.fapi)
    await carol.touch('org_acme')
    const { body } = await alice.ask('DELETE', acme)
    expect(body.response).toEqual({ object: 'organization', id: 'org_acme', deleted: true })
    expect(of(alice)).toBeUndefined()
    const [session] = (await carol.call('GET', '/v1/client')).body.response.sessions as never as {
      last_active_organization_id: string | null
      last_active_token: { jwt: string }
    }[]
    expect(session!.last_active_organization_id).toBeNull()
    expect(decodeJwt(session!.last_active_token.jwt).o).toBeUndefined()
    expect(await alice.ask('GET', acme)).toMatchObject({ status: 404 })
  })
})

describe('…/memberships', () => {
  const names = (data: unknown[]) =>
    (data as { public_user_data: { identifier: string } }[]).map(
      ({ public_user_data: { identifier } }) => identifier.split('@')[0],
    )

  test.each([
    [{}, ['alice', 'carol']],
    [{ role: 'org:admin' }, ['alice']],
    [{ role: 'org:admin,org:member' }, ['alice', 'carol']],
    [{ role: 'org:none' }, []],
    [{ query: 'CAR' }, ['carol']],
    [{ query: 'carol c' }, ['carol']],
    [{ limit: '1', offset: '1' }, ['carol']],
  ])('parameters: %o', async (query, expected) => {
    const carol = await signedInAs('carol')
    const { body } = await carol.call('GET', members, { query: { ...carol.query, ...query } })
    expect(names(body.response.data)).toEqual(expected)
    expect(body.response.total_count).toBe('limit' in query ? 2 : expected.length)
  })

  test('default: a user is added, gets another role, and is removed', async () => {
    const alice = await signedInAs('alice')
    const bob = await signedInAs('bob', alice.fapi)
    const user_id = userId(alice, 'bob')
    const added = await alice.ask('POST', members, { user_id, role: 'org:member' })
    expect(added.body.response).toMatchObject({ role: 'org:member', organization: { members_count: 3 } })
    const refused = await alice.ask('POST', members, { user_id, role: 'org:member' })
    expect(refused).toMatchObject({ status: 400, code: 'already_a_member_in_organization' })
    await bob.touch('org_acme')
    const raised = await alice.ask('PATCH', `${members}/${user_id}`, { role: 'org:admin' })
    expect(raised.body.response).toMatchObject({
      role: 'org:admin',
      permissions: expect.arrayContaining(['org:sys_profile:delete']),
    })
    const token = async () => {
      const { body } = await bob.call('GET', '/v1/client')
      return decodeJwt<{ o?: { rol: string } }>(body.response.sessions[0]!.last_active_token!.jwt).o?.rol
    }
    expect(await token()).toBe('admin')
    const removed = await alice.ask('DELETE', `${members}/${user_id}`)
    expect(removed.body.response).toMatchObject({ public_user_data: { user_id } })
    expect(of(alice)!.members).toHaveLength(2)
    expect(await token()).toBeUndefined()
  })

  test('behavior: who is the last that may manage stays so', async () => {
    const alice = await signedInAs('alice')
    const own = userId(alice, 'alice')
    const answers = [
      await alice.ask('PATCH', `${members}/${own}`, { role: 'org:member' }),
      await alice.ask('DELETE', `${members}/${own}`),
      await alice.ask('DELETE', '/v1/me/organization_memberships/org_acme'),
    ]
    for (const answer of answers) {
      expect(answer).toMatchObject({ status: 400, code: 'organization_minimum_permissions_needed' })
    }
    await alice.ask('PATCH', `${members}/${userId(alice, 'carol')}`, { role: 'org:admin' })
    const left = await alice.ask('DELETE', '/v1/me/organization_memberships/org_acme')
    expect(left.body.response).toMatchObject({ object: 'organization_membership', deleted: true })
    expect(of(alice)!.members).toMatchObject([{ role: 'org:admin' }])
  })

  test.each<[string, string, Record<string, string>, number, string]>([
    ['POST', members, { user_id: 'user_x', role: 'org:member' }, 404, 'resource_not_found'],
    ['POST', members, { role: 'org:member' }, 422, 'form_param_missing'],
    ['PATCH', `${members}/user_x`, { role: 'org:member' }, 404, 'resource_not_found'],
    ['DELETE', `${members}/user_x`, {}, 404, 'resource_not_found'],
    ['DELETE', '/v1/me/organization_memberships/org_x', {}, 404, 'organization_not_found_or_unauthorized'],
  ])('error: %s %s %o: %i %s', async (method, path, form, status, code) => {
    const alice = await signedInAs('alice')
    expect(await alice.ask(method, path, form)).toMatchObject({ status, code })
  })

  test.each(['admin', 'org:', ''])('error: 422 for the role "%s"', async (role) => {
    const alice = await signedInAs('alice')
    const path = `${members}/${userId(alice, 'carol')}`
    expect((await alice.ask('PATCH', path, { role })).status).toBe(422)
  })
})

test('GET …/roles: Clerk’s own and those of members, with what they may do', async () => {
  const alice = await signedInAs('alice')
  const { body } = await alice.ask('GET', `${acme}/roles`)
  expect(body.response).toMatchObject({
    total_count: 3,
    data: [
      { key: 'org:admin', permissions: expect.arrayContaining([]) },
      { key: 'org:member' },
      { key: 'org:guest', name: 'Guest' },
    ],
  })
})

describe('a logo', () => {
  const png = Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 1, 2, 3])
  const put = (alice: Awaited<ReturnType<typeof signedInAs>>, body: BodyInit, type?: string) =>
    alice.call('PUT', `${acme}/logo`, {
      query: alice.query,
      body,
      ...(type && { headers: { 'content-type': type } }),
    })
  const form = (bytes: Uint8Array<ArrayBuffer>) => {
    const data = new FormData()
    data.append('file', new Blob([bytes]), 'logo.svg')
    return data
  }

  test('default: is shown where its address says, until it is taken away', async () => {
    const alice = await signedInAs('alice')
    const { body } = await put(alice, form(png))
    const { image_url, has_image } = body.response as never as { image_url: string; has_image: boolean }
    expect(has_image).toBe(true)
    const shown = await alice.fapi.fetch(new Request(image_url))
    expect([shown.status, shown.headers.get('content-type')]).toEqual([200, 'image/png'])
    expect(shown.headers.get('content-security-policy')).toBe('sandbox')
    expect(new Uint8Array(await shown.arrayBuffer())).toEqual(png)
    const gone = await alice.ask('DELETE', `${acme}/logo`)
    expect(gone.body.response).toMatchObject({ image_url: '', has_image: false })
    expect((await alice.fapi.fetch(new Request(image_url))).status).toBe(404)
  })

  test('behavior: SDKs send a string as it is', async () => {
    const alice = await signedInAs('alice')
    const text = btoa(String.fromCharCode(...png))
    for (const body of [text, `data:image/png;base64,${text}`]) {
      const answer = await put(alice, body, 'application/octet-stream')
      expect(answer.body.response).toMatchObject({ has_image: true })
    }
  })

  test.each([
    [
      'what can hold a script',
      form(new TextEncoder().encode('<svg xmlns="…"/>')),
      'image_type_not_supported',
    ],
    ['an empty file', form(new Uint8Array()), 'image_type_not_supported'],
    ['none', new FormData(), 'form_param_missing'],
  ])('error: 422 for %s', async (_, body, code) => {
    const alice = await signedInAs('alice')
    expect(await put(alice, body)).toMatchObject({ status: 422, code })
    expect(of(alice)!.image).toBeUndefined()
  })
})

test.each<[string, string, string]>([
  ['PATCH', acme, 'profile:manage'],
  ['DELETE', acme, 'profile:delete'],
  ['PUT', `${acme}/logo`, 'profile:manage'],
  ['DELETE', `${acme}/logo`, 'profile:manage'],
  ['POST', members, 'memberships:manage'],
  ['PATCH', `${members}/user_x`, 'memberships:manage'],
  ['DELETE', `${members}/user_x`, 'memberships:manage'],
  ['GET', `${acme}/membership_requests`, 'memberships:manage'],
  ['GET', `${acme}/domains`, 'domains:read'],
])('error: %s %s is 403 for members, 404 for others and 401 for nobody', async (method, path, permission) => {
  const carol = await signedInAs('carol')
  const before = carol.fapi.organizations
  const answer = await carol.ask(method, path)
  expect(answer).toMatchObject({ status: 403, code: 'missing_organization_permission' })
  expect(answer.body.errors[0]!.meta).toEqual({ permissions: [`org:sys_${permission}`] })
  const bob = await signedInAs('bob', carol.fapi)
  expect(await bob.ask(method, path)).toMatchObject({
    status: 404,
    code: 'organization_not_found_or_unauthorized',
  })
  const nobody = await createCaller({ fapi: carol.fapi })
  expect(await nobody.call(method, path)).toMatchObject({ status: 401, code: 'authentication_invalid' })
  expect(carol.fapi.organizations).toEqual(before)
})

test('behavior: a role of the app’s own keeps what those who have it may do', async () => {
  const permissions = ['org:invoices:read']
  const organizations = [
    {
      id: 'org_acme',
      name: 'Acme',
      members: [
        { user: 'alice@example.com', role: 'org:admin' },
        { user: 'bob@example.com', role: 'org:billing', permissions },
        { user: 'carol@example.com' },
      ],
    },
  ]
  const { fapi } = await createCaller({ organizations })
  const headers = { authorization: `Bearer ${fapi.secretKey}` }
  const [, bob, carol] = fapi.users
  const give = async (user: typeof bob, role: string) => {
    const url = `http://localhost:4400/v1/organizations/org_acme/memberships/${user!.id}`
    const body = new URLSearchParams({ role })
    const response = await fapi.fetch(new Request(url, { method: 'PATCH', headers, body }))
    return ((await response.json()) as { permissions: string[] }).permissions
  }
  expect(await give(bob, 'org:billing')).toEqual(permissions)
  expect(await give(carol, 'org:billing')).toEqual(permissions)
  expect(await give(carol, 'org:member')).toContain('org:sys_memberships:read')
  expect(await give(carol, 'org:unknown')).toContain('org:sys_memberships:read')
})
