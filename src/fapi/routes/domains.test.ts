import { describe, expect, test } from 'vitest'
import type { FapiState } from '../../fapi'
import { createFapiWithPages } from '../pages/createFapiWithPages'
import { type Answer, createCaller, sharedKey } from '../testCaller'
import { signedInAs } from './testMembers'

const acme = '/v1/organizations/org_acme'
const domains = `${acme}/domains`
const requests = `${acme}/membership_requests`
const suggestions = '/v1/me/organization_suggestions'
const invitations = '/v1/me/organization_invitations'

interface Domain {
  id: string
  enrollment_mode: string
  affiliation_verification: { status: string; verified_at: number | null } | null
  total_pending_invitations: number
  total_pending_suggestions: number
}
interface Shown {
  id: string
  status: string
}

const response = <Of>({ body }: Answer) => body.response as unknown as Of
const listed = <Of = Shown>({ body }: Answer) => body.response.data as Of[]

type Signed = Awaited<ReturnType<typeof signedInAs>>

/** Gives Acme a domain and, by the code that is sent there, shows that it is its own. */
async function verified(alice: Signed, mode: string, name = 'example.com') {
  const made = await alice.ask('POST', domains, { name, enrollment_mode: mode })
  const path = `${domains}/${response<Domain>(made).id}`
  const affiliation_email_address = `office@${name}`
  await alice.ask('POST', `${path}/prepare_affiliation_verification`, { affiliation_email_address })
  const { code } = alice.fapi.emails.filter({ to: affiliation_email_address }).at(-1)!
  const answer = await alice.ask('POST', `${path}/attempt_affiliation_verification`, { code })
  return { path, domain: response<Domain>(answer) }
}

const namedIn = ({ fapi }: Signed) =>
  fapi.organizations[0]!.members.map(({ userId }) => fapi.users.find(({ id }) => id === userId)!.identifier)

describe('…/domains', () => {
  test('default: one is made, shown, verified by a code that is sent there, and removed', async () => {
    const alice = await signedInAs('alice')
    const made = await alice.ask('POST', domains, { name: 'Example.COM' })
    expect(response(made)).toEqual({
      object: 'organization_domain',
      id: expect.stringMatching(/^orgdmn_/),
      organization_id: 'org_acme',
      name: 'example.com',
      enrollment_mode: 'manual_invitation',
      affiliation_email_address: null,
      affiliation_verification: null,
      ownership_verification: null,
      verification: null,
      total_pending_invitations: 0,
      total_pending_suggestions: 0,
      created_at: expect.any(Number),
      updated_at: expect.any(Number),
    })
    const path = `${domains}/${response<Domain>(made).id}`
    const prepare = `${path}/prepare_affiliation_verification`
    const sent = await alice.ask('POST', prepare, { affiliation_email_address: 'Office@example.com' })
    expect(response(sent)).toMatchObject({
      affiliation_email_address: 'office@example.com',
      verification: { status: 'unverified', strategy: 'email_code', attempts: 0, verified_at: null },
    })
    const { code } = alice.fapi.emails.entries.at(-1)!
    const attempt = `${path}/attempt_affiliation_verification`
    expect(await alice.ask('POST', attempt, { code: 'wrong' })).toMatchObject({
      status: 422,
      code: 'form_code_incorrect',
    })
    const done = await alice.ask('POST', attempt, { code })
    const verification = { status: 'verified', attempts: 2, verified_at: expect.any(Number) }
    expect(response(done)).toMatchObject({ verification, affiliation_verification: verification })
    for (const step of [prepare, attempt]) {
      const form = { code, affiliation_email_address: 'a@example.com' }
      expect(await alice.ask('POST', step, form)).toMatchObject({ code: 'verification_already_verified' })
    }
    expect(response(await alice.ask('GET', path))).toEqual(response(done))
    expect(listed(await alice.ask('GET', domains))).toEqual([response(done)])
    const gone = await alice.ask('DELETE', path)
    expect(response(gone)).toMatchObject({ object: 'organization_domain', deleted: true })
    expect(await alice.ask('GET', path)).toMatchObject({ status: 404, code: 'resource_not_found' })
  })

  test.each([
    [{}, ['a.example', 'b.example']],
    [{ verified: 'true' }, ['b.example']],
    [{ verified: 'false' }, ['a.example']],
    [{ enrollment_mode: 'automatic_suggestion' }, ['b.example']],
    [{ enrollment_mode: 'automatic_invitation' }, []],
    [{ limit: '1' }, ['a.example']],
  ])('parameters: %o', async (query, expected) => {
    const alice = await signedInAs('alice')
    await alice.ask('POST', domains, { name: 'a.example' })
    await verified(alice, 'automatic_suggestion', 'b.example')
    const answer = await alice.call('GET', domains, { query: { ...alice.query, ...query } })
    expect(listed<{ name: string }>(answer).map(({ name }) => name)).toEqual(expected)
  })

  test.each<[number, string, Record<string, string>]>([
    [422, 'form_param_missing', {}],
    [422, 'form_param_format_invalid', { name: 'acme' }],
    [422, 'form_param_format_invalid', { name: 'https://acme.example' }],
    [422, 'form_param_format_invalid', { name: '-a.example' }],
    [422, 'form_param_format_invalid', { name: `${'a'.repeat(64)}.example` }],
    [422, 'organization_domain_common', { name: 'gmail.com' }],
    [422, 'organization_domain_common', { name: 'yahoo.co.uk' }],
    [422, 'organization_domain_common', { name: 'Yahoo.com.br' }],
    [422, 'organization_domain_common', { name: 'mail.ru' }],
    [422, 'organization_domain_already_exists', { name: 'acme.example' }],
    [422, 'form_param_value_invalid', { name: 'b.example', enrollment_mode: 'enterprise_sso' }],
  ])('error: %i %s for %o', async (status, code, form) => {
    const alice = await signedInAs('alice')
    await alice.ask('POST', domains, { name: 'acme.example' })
    expect(await alice.ask('POST', domains, form)).toMatchObject({ status, code })
    expect(listed(await alice.ask('GET', domains))).toHaveLength(1)
  })

  test.each(['mail.acme.example', 'me.acme.com', 'live.acme-works.example', 'gmail.acme.example'])(
    'parameters: %s is a domain of somebody’s own',
    async (name) => {
      const alice = await signedInAs('alice')
      expect(await alice.ask('POST', domains, { name })).toMatchObject({ status: 200 })
    },
  )

  test('error: 422 where a code is to go elsewhere, 403 for an eleventh', async () => {
    const alice = await signedInAs('alice')
    for (let count = 1; count <= 10; count++) await alice.ask('POST', domains, { name: `a${count}.example` })
    const { id } = listed(await alice.ask('GET', domains))[0]!
    const form = { affiliation_email_address: 'alice@evil-a1.example' }
    const refused = await alice.ask('POST', `${domains}/${id}/prepare_affiliation_verification`, form)
    expect(refused).toMatchObject({ status: 422, code: 'organization_domain_mismatch' })
    expect(refused.body.errors[0]!.meta).toEqual({ param_name: 'affiliation_email_address' })
    expect(alice.fapi.emails.entries).toEqual([])
    expect(await alice.ask('POST', domains, { name: 'b.example' })).toMatchObject({
      status: 403,
      code: 'organization_domain_quota_exceeded',
    })
  })

  test('attack: a domain that another organization has shown to be its own is nobody else’s', async () => {
    const alice = await signedInAs('alice')
    const bob = await signedInAs('bob', alice.fapi)
    const { id } = response<{ id: string }>(await bob.ask('POST', '/v1/organizations', { name: 'Works' }))
    const made = await bob.ask('POST', `/v1/organizations/${id}/domains`, { name: 'example.com' })
    const path = `/v1/organizations/${id}/domains/${response<Domain>(made).id}`
    await verified(alice, 'automatic_invitation')
    const form = { affiliation_email_address: 'bob@example.com' }
    await bob.ask('POST', `${path}/prepare_affiliation_verification`, form)
    const { code } = bob.fapi.emails.filter({ to: 'bob@example.com' }).at(-1)!
    const taken = { status: 422, code: 'organization_domain_already_exists' }
    expect(await bob.ask('POST', `${path}/attempt_affiliation_verification`, { code })).toMatchObject(taken)
    const again = await bob.ask('POST', `/v1/organizations/${id}/domains`, { name: 'example.com' })
    expect(again).toMatchObject(taken)
    // Nor is one reached through another organization's path.
    const own = listed(await alice.ask('GET', domains))[0]!
    expect(await bob.ask('GET', `/v1/organizations/${id}/domains/${own.id}`)).toMatchObject({ status: 404 })
  })
})

describe('automatic_invitation', () => {
  test('default: who has an address there is asked in, and joins', async () => {
    const alice = await signedInAs('alice')
    const bob = await signedInAs('bob', alice.fapi)
    expect(listed(await bob.ask('GET', invitations))).toEqual([])
    const { path } = await verified(alice, 'automatic_invitation')
    expect(response(await alice.ask('GET', path))).toMatchObject({ total_pending_invitations: 1 })
    const [invitation] = listed(await bob.ask('GET', invitations))
    expect(invitation).toMatchObject({ status: 'pending', email_address: 'bob@example.com' })
    const accepted = await bob.ask('POST', `${invitations}/${invitation!.id}/accept`)
    expect(response(accepted)).toMatchObject({ status: 'accepted', role: 'org:member' })
    expect(namedIn(alice)).toContain('bob@example.com')
    expect(response(await alice.ask('GET', path))).toMatchObject({ total_pending_invitations: 0 })
    // Whoever was let go is not asked again.
    await bob.ask('DELETE', '/v1/me/organization_memberships/org_acme')
    const left = listed(await bob.ask('GET', invitations))
    expect(left).toMatchObject([{ status: 'accepted' }])
    // The list of those invited by name has none of them.
    expect(listed(await alice.ask('GET', `${acme}/invitations`))).toEqual([])
  })

  test.each([
    ['the domain is not verified', 'example.com', false],
    ['it is another domain', 'ample.com', true],
    ['it is a domain below', 'sub.example.com', true],
  ])('behavior: nobody is asked where %s', async (_, name, isVerified) => {
    const alice = await signedInAs('alice')
    const bob = await signedInAs('bob', alice.fapi)
    if (isVerified) await verified(alice, 'automatic_invitation', name)
    else await alice.ask('POST', domains, { name, enrollment_mode: 'automatic_invitation' })
    expect(listed(await bob.ask('GET', invitations))).toEqual([])
  })

  test.each(['pending', 'accepted'])(
    'behavior: who is deleted while it is %s, and comes back with the address, is asked like anybody',
    async (status) => {
      const alice = await signedInAs('alice')
      const bob = await signedInAs('bob', alice.fapi)
      await verified(alice, 'automatic_invitation')
      const [before] = listed(await bob.ask('GET', invitations))
      if (status === 'accepted') await bob.ask('POST', `${invitations}/${before!.id}/accept`)
      expect((await bob.ask('DELETE', '/v1/me')).status).toBe(200)
      const headers = { authorization: `Bearer ${alice.fapi.secretKey}` }
      const body = new URLSearchParams({ email_address: 'bob@example.com', password: 'bob-password' })
      await alice.fapi.fetch(new Request('http://localhost:4400/v1/users', { method: 'POST', headers, body }))
      const again = await signedInAs('bob', alice.fapi)
      expect(listed(await again.ask('GET', invitations))).toMatchObject([{ status: 'pending' }])
    },
  )

  test('attack: an address that is claimed and not verified gets nobody in', async () => {
    const alice = await signedInAs('alice')
    await verified(alice, 'automatic_invitation', 'acme.example')
    const bob = await signedInAs('bob', alice.fapi)
    await bob.ask('POST', '/v1/me/email_addresses', { email_address: 'bob@acme.example' })
    expect(listed(await bob.ask('GET', invitations))).toEqual([])
  })

  test('behavior: an organization that is full lets nobody in, and who is invited by name is not asked twice', async () => {
    const alice = await signedInAs('alice')
    const bob = await signedInAs('bob', alice.fapi)
    await alice.ask('POST', `${acme}/invitations`, { email_address: 'bob@example.com', role: 'org:admin' })
    await verified(alice, 'automatic_invitation')
    expect(listed(await bob.ask('GET', invitations))).toMatchObject([{ role: 'org:admin' }])
    const named = listed(await alice.ask('GET', `${acme}/invitations`))[0]!
    await alice.ask('POST', `${acme}/invitations/${named.id}/revoke`)
    const headers = { authorization: `Bearer ${alice.fapi.secretKey}` }
    const form = { max_allowed_memberships: '2' }
    const limited = new Request(`http://localhost:4400${acme}`, {
      method: 'PATCH',
      headers,
      body: new URLSearchParams(form),
    })
    await alice.fapi.fetch(limited)
    const asked = listed(await bob.ask('GET', invitations)).find(({ status }) => status === 'pending')!
    expect(await bob.ask('POST', `${invitations}/${asked.id}/accept`)).toMatchObject({
      status: 403,
      code: 'organization_membership_quota_exceeded',
    })
    expect(namedIn(alice)).toHaveLength(2)
  })
})

describe('automatic_suggestion', () => {
  async function suggested() {
    const alice = await signedInAs('alice')
    const bob = await signedInAs('bob', alice.fapi)
    const { path } = await verified(alice, 'automatic_suggestion')
    const [suggestion] = listed(await bob.ask('GET', suggestions))
    return { alice, bob, path, suggestion: suggestion! }
  }

  test.each([
    ['accept', 'accepted', 3],
    ['reject', 'revoked', 2],
  ])('default: who has an address there asks, and the answer is %s', async (verb, status, count) => {
    const { alice, bob, path, suggestion } = await suggested()
    expect(suggestion).toEqual({
      object: 'organization_suggestion',
      id: expect.stringMatching(/^orgsugg_/),
      public_organization_data: expect.objectContaining({ id: 'org_acme', name: 'Acme' }),
      status: 'pending',
      created_at: expect.any(Number),
      updated_at: expect.any(Number),
    })
    expect(response(await alice.ask('GET', path))).toMatchObject({ total_pending_suggestions: 1 })
    const accept = `${suggestions}/${suggestion.id}/accept`
    expect(response(await bob.ask('POST', accept))).toMatchObject({ status: 'accepted' })
    expect(await bob.ask('POST', accept)).toMatchObject({
      status: 400,
      code: 'organization_suggestion_already_accepted',
    })
    expect(namedIn(alice)).toHaveLength(2)
    const [request] = listed(await alice.ask('GET', requests))
    expect(request).toMatchObject({
      object: 'organization_membership_request',
      organization_id: 'org_acme',
      status: 'pending',
      public_user_data: { identifier: 'bob@example.com' },
    })
    const answer = `${requests}/${request!.id}`
    expect(response(await alice.ask('POST', `${answer}/${verb}`))).toMatchObject({ status })
    expect(namedIn(alice)).toHaveLength(count)
    const query = { ...alice.query, status: 'pending' }
    expect(listed(await alice.call('GET', requests, { query }))).toEqual([])
    for (const again of ['accept', 'reject']) {
      expect(await alice.ask('POST', `${answer}/${again}`)).toMatchObject({ status: 404 })
    }
    const open = { ...bob.query, status: 'pending,accepted' }
    expect(listed(await bob.call('GET', suggestions, { query: open }))).toEqual([])
  })

  test('behavior: another mode leaves what was suggested, unless that is to go', async () => {
    const { alice, bob, path } = await suggested()
    const form = { enrollment_mode: 'manual_invitation' }
    const changed = await alice.ask('POST', `${path}/update_enrollment_mode`, form)
    expect(response(changed)).toMatchObject({ ...form, total_pending_suggestions: 1 })
    expect(listed(await bob.ask('GET', suggestions))).toHaveLength(1)
    await alice.ask('POST', `${path}/update_enrollment_mode`, { ...form, delete_pending: 'true' })
    expect(listed(await bob.ask('GET', suggestions))).toEqual([])
  })

  test.each<[string, (scene: Awaited<ReturnType<typeof suggested>>) => Promise<unknown>]>([
    ['the domain is gone', ({ alice, path }) => alice.ask('DELETE', path)],
    ['the organization is gone', ({ alice }) => alice.ask('DELETE', acme)],
    [
      'they have joined in another way',
      ({ alice, bob }) => {
        const user_id = bob.fapi.users.find(({ identifier }) => identifier === 'bob@example.com')!.id
        return alice.ask('POST', `${acme}/memberships`, { user_id, role: 'org:member' })
      },
    ],
  ])('behavior: nothing is suggested where %s', async (_, happen) => {
    const scene = await suggested()
    await happen(scene)
    expect(listed(await scene.bob.ask('GET', suggestions))).toEqual([])
    const accept = `${suggestions}/${scene.suggestion.id}/accept`
    expect(await scene.bob.ask('POST', accept)).toMatchObject({ status: 404 })
  })

  test('behavior: who has asked and is told again by a new domain waits once, and is answered once', async () => {
    const { alice, bob, path, suggestion } = await suggested()
    await bob.ask('POST', `${suggestions}/${suggestion.id}/accept`)
    await alice.ask('DELETE', path)
    await verified(alice, 'automatic_suggestion')
    const [again] = listed(await bob.ask('GET', suggestions))
    expect(again).toMatchObject({ status: 'pending' })
    expect(response(await bob.ask('POST', `${suggestions}/${again!.id}/accept`))).toMatchObject({
      status: 'accepted',
    })
    const waiting = listed(await alice.ask('GET', requests))
    expect(waiting).toMatchObject([{ status: 'pending' }])
    await alice.ask('POST', `${requests}/${waiting[0]!.id}/reject`)
    expect(listed(await alice.ask('GET', requests))).toMatchObject([{ status: 'revoked' }])
    expect(listed(await bob.ask('GET', suggestions))).toMatchObject([{ id: again!.id, status: 'completed' }])
  })

  test('behavior: a user who is deleted asks for nothing any more', async () => {
    const { alice, bob, suggestion } = await suggested()
    await bob.ask('POST', `${suggestions}/${suggestion.id}/accept`)
    expect((await bob.ask('DELETE', '/v1/me')).status).toBe(200)
    expect(listed(await alice.ask('GET', requests))).toEqual([])
  })

  test('attack: what is suggested to one is not another’s to take', async () => {
    const { alice, suggestion } = await suggested()
    const carol = await signedInAs('carol', alice.fapi)
    const accept = `${suggestions}/${suggestion.id}/accept`
    expect(await carol.ask('POST', accept)).toMatchObject({ status: 404 })
    expect(listed(await alice.ask('GET', requests))).toEqual([])
  })

  test('default: all of it is there after a restart; what is wrong in the file is named', async () => {
    let text = ''
    const storage = {
      load: () => undefined,
      save(state: FapiState) {
        text = JSON.stringify(state)
      },
    }
    const signingKey = await sharedKey()
    const organizations = [
      { id: 'org_acme', name: 'Acme', members: [{ user: 'alice@example.com', role: 'org:admin' }] },
    ]
    const first = createFapiWithPages({ signingKey, storage, organizations })
    const alice = await signedInAs('alice', first)
    const { domain } = await verified(alice, 'automatic_suggestion')
    const headers = { authorization: `Bearer ${first.secretKey}` }
    const body = new URLSearchParams({ email_address: 'dora@example.com', password: 'dora-password' })
    await first.fetch(new Request('http://localhost:4400/v1/users', { method: 'POST', headers, body }))
    const dora = await signedInAs('dora', first)
    // What is suggested when somebody looks is kept before they see it.
    const [{ id }] = listed(await dora.ask('GET', suggestions)) as [Shown]
    expect(text).toContain(id)
    await dora.ask('POST', `${suggestions}/${id}/accept`)
    type Saved = FapiState & { beyond: { id: string; kind: string; value: Record<string, unknown> }[] }
    const saved = () => JSON.parse(text) as Saved
    const load = (state: Saved) => createFapiWithPages({ signingKey, storage: { load: () => state } })
    const again = await signedInAs('alice', load(saved()))
    expect(listed(await again.ask('GET', domains))).toMatchObject([
      { id: domain.id, verification: { status: 'verified' } },
    ])
    expect(listed(await again.ask('GET', requests))).toMatchObject([{ status: 'pending' }])
    const spoilt: [string, Partial<Saved['beyond'][number]>][] = [
      ['beyond[0].kind: "x" is not known', { kind: 'x' }],
      ['beyond[0].kind: "constructor" is not known', { kind: 'constructor' }],
      ['beyond[0].value.name: is missing', { value: { ...saved().beyond[0]!.value, name: undefined } }],
      ['beyond[0].value.id: is not', { value: { ...saved().beyond[0]!.value, id: 'y' } }],
      [
        'beyond[0].value.organizationId: ',
        { value: { ...saved().beyond[0]!.value, organizationId: 'org_x' } },
      ],
    ]
    for (const [message, change] of spoilt) {
      const [row, ...rows] = saved().beyond
      expect(() => load({ ...saved(), beyond: [{ ...row!, ...change }, ...rows] })).toThrow(message)
    }
  })
})

test.each<[string, string, string]>([
  ['GET', domains, 'domains:read'],
  ['POST', domains, 'domains:manage'],
  ['GET', `${domains}/x`, 'domains:read'],
  ['DELETE', `${domains}/x`, 'domains:manage'],
  ['POST', `${domains}/x/update_enrollment_mode`, 'domains:manage'],
  ['POST', `${domains}/x/prepare_affiliation_verification`, 'domains:manage'],
  ['POST', `${domains}/x/attempt_affiliation_verification`, 'domains:manage'],
  ['GET', requests, 'memberships:manage'],
  ['POST', `${requests}/x/accept`, 'memberships:manage'],
  ['POST', `${requests}/x/reject`, 'memberships:manage'],
])('error: %s %s is 403 for members, 404 for others and 401 for nobody', async (method, path, permission) => {
  const carol = await signedInAs('carol')
  const answer = await carol.ask(method, path)
  expect(answer).toMatchObject({ status: 403, code: 'missing_organization_permission' })
  expect(answer.body.errors[0]!.meta).toEqual({ permissions: [`org:sys_${permission}`] })
  const bob = await signedInAs('bob', carol.fapi)
  expect(await bob.ask(method, path)).toMatchObject({ status: 404 })
  const nobody = await createCaller({ fapi: carol.fapi })
  expect(await nobody.call(method, path)).toMatchObject({ status: 401, code: 'authentication_invalid' })
  const alice = await signedInAs('alice', carol.fapi)
  const missing = path.includes('/x') ? 404 : method === 'POST' ? 422 : 200
  expect([missing, 422]).toContain((await alice.ask(method, path)).status)
})

test.each(['automatic_invitation', 'automatic_suggestion'])(
  'behavior: a box that remembers as much as it can asks nobody more by %s, and goes on answering',
  async (mode) => {
    const kind = mode === 'automatic_invitation' ? 'domainInvitation' : 'suggestion'
    const about =
      kind === 'suggestion' ? { userId: 'user_a' } : { emailAddress: 'x@a.example', role: 'org:member' }
    const beyond = Array.from({ length: 10_000 }, (_, index) => {
      const id = `row_${index}`
      const own = {
        id,
        organizationId: 'org_beta',
        domainId: 'd',
        status: 'accepted',
        createdAt: 0,
        updatedAt: 0,
      }
      return { id, kind, value: { ...own, ...about } }
    })
    const users = [
      { id: 'user_a', identifier: 'alice@example.com', password: 'alice-password' },
      { identifier: 'bob@example.com', password: 'bob-password' },
    ]
    const members = [{ user: 'user_a', role: 'org:admin' }]
    const organizations = [
      { id: 'org_acme', name: 'Acme', members },
      { id: 'org_beta', name: 'Beta', members: [] },
    ]
    const state = { users, organizations, beyond }
    const fapi = createFapiWithPages({ signingKey: await sharedKey(), storage: { load: () => state } })
    const alice = await signedInAs('alice', fapi)
    const bob = await signedInAs('bob', fapi)
    expect(await verified(alice, mode)).toMatchObject({ domain: { enrollment_mode: mode } })
    for (const path of [invitations, suggestions]) {
      const answer = await bob.ask('GET', path)
      expect(answer.status).toBe(200)
      expect(listed(answer)).toEqual([])
    }
  },
)

test('the environment says that organizations have domains', async () => {
  const { call } = await createCaller()
  const { body } = await call('GET', '/v1/environment')
  expect(body).toMatchObject({
    organization_settings: {
      domains: {
        enabled: true,
        enrollment_modes: ['manual_invitation', 'automatic_invitation', 'automatic_suggestion'],
        default_role: 'org:member',
      },
    },
  })
})
