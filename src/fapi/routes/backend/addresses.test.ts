import { describe, expect, test } from 'vitest'
import { createServer } from './testServer'

interface Answer {
  id: string
  primary_email_address_id: string
  email_addresses: { email_address: string }[]
  phone_numbers: { phone_number: string }[]
  backup_code_enabled: boolean
}

const emails = '/email_addresses'
const phones = '/phone_numbers'
const number = '+15555550123'

describe(emails, () => {
  test('default: one is made, read, verified, made the primary one, and removed', async () => {
    const { ask, userId, signIn } = await createServer<Answer>()
    const user_id = userId('alice')
    const made = await ask('POST', emails, { user_id, email_address: 'Alice@Work.example' })
    expect(made).toMatchObject({
      status: 200,
      body: { object: 'email_address', email_address: 'alice@work.example', verification: null },
    })
    const path = `${emails}/${made.body.id}`
    expect((await ask('GET', path)).body).toEqual(made.body)
    expect(await ask('PATCH', path, { primary: true })).toMatchObject({
      status: 400,
      code: 'verification_missing',
    })
    expect((await ask('PATCH', path, { verified: true, primary: true })).body).toMatchObject({
      verification: { status: 'verified', strategy: 'admin' },
    })
    const shown = (await ask('GET', `/users/${user_id}`)).body
    expect(shown.primary_email_address_id).toBe(made.body.id)
    expect(shown.email_addresses).toHaveLength(2)
    // The one of before is still a name to sign in with.
    expect((await signIn('alice')).body.response.created_session_id).toMatch(/^sess_/)
    expect((await ask('DELETE', path)).body).toEqual({
      object: 'email_address',
      id: made.body.id,
      deleted: true,
    })
    expect((await ask('GET', `/users/${user_id}`)).body.email_addresses).toMatchObject([
      { email_address: 'alice@example.com' },
    ])
    expect(await ask('GET', path)).toMatchObject({ status: 404, code: 'resource_not_found' })
  })

  test('parameters: verified and primary, at once; the first of a user is the primary one', async () => {
    const users = [{ id: 'user_ann', identifier: 'ann_', username: 'ann_' }]
    const { ask } = await createServer<Answer>({ users })
    const first = await ask('POST', emails, {
      user_id: 'user_ann',
      email_address: 'a@x.example',
      verified: true,
    })
    const primary = async () => (await ask('GET', '/users/user_ann')).body.primary_email_address_id
    expect(await primary()).toBe(first.body.id)
    const rest = { user_id: 'user_ann', verified: true }
    const second = await ask('POST', emails, { ...rest, email_address: 'b@x.example', primary: true })
    expect(await primary()).toBe(second.body.id)
    const third = await ask('POST', emails, { ...rest, email_address: 'c@x.example' })
    expect(await primary()).toBe(second.body.id)
    expect((await ask('PATCH', `${emails}/${third.body.id}`, { verified: false })).body).toMatchObject({
      verification: null,
    })
    const own = await ask('PATCH', `${emails}/${second.body.id}`, { verified: false })
    expect(own).toMatchObject({ status: 422, code: 'form_param_value_invalid' })
  })

  test.each<[number, string, { user_id?: string; [name: string]: unknown }]>([
    [404, 'resource_not_found', { user_id: 'user_x', email_address: 'a@x.example' }],
    [422, 'form_param_missing', { email_address: 'a@x.example' }],
    [422, 'form_param_missing', { user_id: 'ALICE' }],
    [422, 'form_param_format_invalid', { user_id: 'ALICE', email_address: 'none' }],
    [422, 'form_identifier_exists', { user_id: 'ALICE', email_address: 'bob@example.com' }],
    [400, 'verification_missing', { user_id: 'ALICE', email_address: 'a@x.example', primary: true }],
    [422, 'form_param_value_invalid', { user_id: 'ALICE', email_address: 'a@x.example', verified: 'maybe' }],
  ])('error: %i %s for %o', async (status, code, form) => {
    const { ask, userId } = await createServer<Answer>()
    const id = userId('alice')
    const said = { ...form, ...(form.user_id === 'ALICE' && { user_id: id }) }
    expect(await ask('POST', emails, said)).toMatchObject({ status, code })
    expect((await ask('GET', `/users/${id}`)).body.email_addresses).toHaveLength(1)
  })

  test('error: one that another user has by now is not verified; the only name of a user stays', async () => {
    const { ask, userId } = await createServer<Answer>()
    const [one, other] = [userId('alice'), userId('bob')]
    const claimed = await ask('POST', emails, { user_id: one, email_address: 'a@x.example' })
    await ask('POST', emails, { user_id: other, email_address: 'a@x.example', verified: true })
    const refused = await ask('PATCH', `${emails}/${claimed.body.id}`, { verified: true })
    expect(refused).toMatchObject({ status: 400, code: 'identification_claimed' })
    const { primary_email_address_id } = (await ask('GET', `/users/${one}`)).body
    expect(await ask('DELETE', `${emails}/${primary_email_address_id}`)).toMatchObject({
      status: 400,
      code: 'last_identification_deletion_failed',
    })
  })
})

describe(phones, () => {
  test('default: one is made, read, verified, reserved for the second factor, and removed', async () => {
    const { ask, userId, signIn } = await createServer<Answer>()
    const user_id = userId('alice')
    const made = await ask('POST', phones, { user_id, phone_number: '+1 (555) 555-0123' })
    expect(made.body).toMatchObject({ object: 'phone_number', phone_number: number, verification: null })
    const path = `${phones}/${made.body.id}`
    expect((await ask('GET', path)).body).toEqual(made.body)
    expect(await ask('PATCH', path, { reserved_for_second_factor: true })).toMatchObject({ status: 400 })
    const reserved = await ask('PATCH', path, { verified: true, reserved_for_second_factor: true })
    expect(reserved.body).toMatchObject({ reserved_for_second_factor: true, default_second_factor: true })
    expect((await signIn('alice')).body.response.status).toBe('needs_second_factor')
    // What is not verified is no second factor, and the codes to fall back on go with the last one.
    expect((await ask('PATCH', path, { verified: false })).body).toMatchObject({
      reserved_for_second_factor: false,
      verification: null,
    })
    expect((await ask('GET', `/users/${user_id}`)).body.backup_code_enabled).toBe(false)
    expect((await ask('DELETE', path)).body).toEqual({
      object: 'phone_number',
      id: made.body.id,
      deleted: true,
    })
    for (const method of ['GET', 'PATCH', 'DELETE']) {
      expect(await ask(method, path)).toMatchObject({ status: 404, code: 'resource_not_found' })
    }
  })

  test('parameters: primary puts one first', async () => {
    const { ask, userId } = await createServer<Answer>()
    const user_id = userId('alice')
    await ask('POST', phones, { user_id, phone_number: number, verified: true })
    const other = { user_id, phone_number: '+15555550124', verified: true, primary: true }
    await ask('POST', phones, other)
    expect((await ask('GET', `/users/${user_id}`)).body.phone_numbers).toMatchObject([
      { phone_number: '+15555550124' },
      { phone_number: number },
    ])
  })

  test.each([
    [422, 'form_param_missing', {}],
    [422, 'form_param_format_invalid', { phone_number: '12' }],
    [422, 'form_identifier_exists', { phone_number: '+15555550199' }],
    [400, 'verification_missing', { phone_number: number, primary: true }],
    [400, 'verification_missing', { phone_number: number, reserved_for_second_factor: true }],
  ])('error: %i %s for %o', async (status, code, form) => {
    const { ask, userId } = await createServer<Answer>()
    const taken = { user_id: userId('bob'), phone_number: '+15555550199', verified: true }
    await ask('POST', phones, taken)
    expect(await ask('POST', phones, { user_id: userId('alice'), ...form })).toMatchObject({ status, code })
    expect((await ask('GET', `/users/${userId('alice')}`)).body.phone_numbers).toEqual([])
  })

  test('error: the number that a user goes by stays, and stays verified', async () => {
    const users = [{ id: 'user_ann', identifier: number, phones: [{ number }] }]
    const { ask } = await createServer<{ phone_numbers: [{ id: string }] }>({ users })
    const [{ id }] = (await ask('GET', '/users/user_ann')).body.phone_numbers
    expect(await ask('PATCH', `${phones}/${id}`, { verified: false })).toMatchObject({ status: 422 })
    expect(await ask('DELETE', `${phones}/${id}`)).toMatchObject({ status: 400 })
  })
})

test.each([
  ['POST', emails],
  ['GET', `${emails}/x`],
  ['PATCH', `${emails}/x`],
  ['DELETE', `${emails}/x`],
  ['POST', phones],
  ['GET', `${phones}/x`],
  ['PATCH', `${phones}/x`],
  ['DELETE', `${phones}/x`],
])('attack: %s %s wants the secret key', async (method, path) => {
  const { ask } = await createServer()
  const refused = await ask(method, path, method === 'GET' ? undefined : {}, 'sk_test_wrong')
  expect(refused).toMatchObject({ status: 401, code: 'clerk_key_invalid' })
})
