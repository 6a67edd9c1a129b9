import { expect, test } from 'vitest'
import { signedInAs } from '../testMembers'
import { createServer } from './testServer'

interface Answer {
  id: string
  data: { id: string; name: string }[]
  total_count: number
}

async function setup() {
  const server = await createServer<Answer>()
  const organization = server.fapi.organizations[0]!
  const path = `/organizations/${organization.id}/domains`
  const form = { name: 'example.com', enrollment_mode: 'automatic_invitation' }
  const invitations = async () =>
    (await server.ask('GET', `/users/${server.userId('bob')}/organization_invitations`)).body.data
  return { ...server, path, form, invitations }
}

type Lost = Pick<Awaited<ReturnType<typeof setup>>, 'ask'> & { own: string }

test('default: a domain that is verified from the start asks people in at once', async () => {
  const { ask, path, form, invitations } = await setup()
  const made = await ask('POST', path, { ...form, verified: true })
  expect(made.body).toMatchObject({
    object: 'organization_domain',
    ...form,
    verification: { status: 'verified', strategy: 'admin', verified_at: expect.any(Number) },
    total_pending_invitations: 1,
  })
  expect(await invitations()).toMatchObject([{ email_address: 'bob@example.com', status: 'pending' }])
  const own = `${path}/${made.body.id}`
  // Where it is not verified any more nobody gets in by it.
  expect((await ask('PATCH', own, { verified: false })).body).toMatchObject({ verification: null })
  expect(await invitations()).toEqual([])
  const changed = await ask('PATCH', own, { enrollment_mode: 'manual_invitation' })
  expect(changed.body).toMatchObject({ enrollment_mode: 'manual_invitation', verification: null })
  expect((await ask('DELETE', own)).body).toMatchObject({ object: 'organization_domain', deleted: true })
  for (const method of ['PATCH', 'DELETE']) expect(await ask(method, own)).toMatchObject({ status: 404 })
})

test.each([
  ['is not verified any more', async ({ ask, own }: Lost) => ask('PATCH', own, { verified: false })],
  ['is gone', async ({ ask, own }: Lost) => ask('DELETE', own)],
])(
  'attack: where a domain %s and is another organization’s, nobody gets into the one it was of',
  async (_, lose) => {
    const { ask, path, form, invitations, userId, fapi } = await setup()
    const { body } = await ask('POST', path, { ...form, verified: true })
    const [asked] = await invitations()
    await lose({ ask, own: `${path}/${body.id}` })
    const works = await ask('POST', '/organizations', { name: 'Works', created_by: userId('alice') })
    const taken = { name: form.name, enrollment_mode: 'manual_invitation', verified: true }
    expect(await ask('POST', `/organizations/${works.body.id}/domains`, taken)).toMatchObject({ status: 200 })
    expect(await invitations()).toEqual([])
    const bob = await signedInAs('bob', fapi)
    expect(await bob.ask('POST', `/v1/me/organization_invitations/${asked!.id}/accept`)).toMatchObject({
      status: 404,
    })
  },
)

test.each([
  ['', ['b.example', 'a.example']],
  ['?verified=true', ['b.example']],
  ['?verified=false', ['a.example']],
  ['?enrollment_mode=automatic_suggestion', ['a.example']],
  ['?limit=1', ['b.example']],
])('parameters: the list, the newest first: %s', async (query, expected) => {
  const { ask, path } = await setup()
  await ask('POST', path, { name: 'a.example', enrollment_mode: 'automatic_suggestion' })
  await ask('POST', path, { name: 'b.example', enrollment_mode: 'manual_invitation', verified: true })
  const { body } = await ask('GET', `${path}${query}`)
  expect(body.data.map(({ name }) => name)).toEqual(expected)
})

test.each([
  [422, 'form_param_missing', {}],
  [422, 'form_param_value_invalid', { name: 'a.example', enrollment_mode: 'x' }],
  [422, 'form_param_format_invalid', { name: 'a' }],
  [422, 'organization_domain_already_exists', { name: 'example.com' }],
])('error: %i %s for %o', async (status, code, form) => {
  const { ask, path } = await setup()
  await ask('POST', path, { name: 'example.com' })
  expect(await ask('POST', path, form)).toMatchObject({ status, code })
  expect((await ask('GET', path)).body.total_count).toBe(1)
})

test('error: another name, an unknown query, another organization’s domain, a wrong key', async () => {
  const { ask, path, form } = await setup()
  const { id } = (await ask('POST', path, { ...form, verified: true })).body
  expect(await ask('PATCH', `${path}/${id}`, { name: 'b.example' })).toMatchObject({ status: 422 })
  expect(await ask('PATCH', `${path}/${id}`, { name: form.name.toUpperCase() })).toMatchObject({
    status: 200,
  })
  expect(await ask('GET', `${path}?name=x`)).toMatchObject({ status: 422, code: 'form_param_unknown' })
  const other = (await ask('POST', '/organizations', { name: 'Works' })).body.id
  const theirs = await ask('POST', `/organizations/${other}/domains`, { ...form, verified: true })
  expect(theirs).toMatchObject({ status: 422, code: 'organization_domain_already_exists' })
  expect(await ask('PATCH', `/organizations/${other}/domains/${id}`, {})).toMatchObject({ status: 404 })
  expect(await ask('GET', path, undefined, 'sk_test_wrong')).toMatchObject({ status: 401 })
})
