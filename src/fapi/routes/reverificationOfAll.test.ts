import { expect, test } from 'vitest'
import type { FapiOptions, FapiUser } from '../../fapi'
import { createCaller } from '../testCaller'
import { minute } from './me/testUser'

type Person = FapiUser & { id: 'user_it' }
const google = { provider: 'google', emailAddress: 'it@gmail.example' }
const number = '+12025550199'
const address = 'it@example.com'

// Who may be signed in, and where a code goes that proves it once more; null where there is a way of their own.
const people: [what: string, options: FapiOptions, user: Omit<Person, 'id'>, to: string | null][] = [
  ['a password', {}, { identifier: address, password: 'it-password' }, null],
  ['codes alone', { strategies: ['email_code'] }, { identifier: address }, address],
  ['a telephone alone', { strategies: ['phone_code'] }, { identifier: number, phones: [{ number }] }, number],
  ['links alone', { strategies: ['email_link'] }, { identifier: address }, address],
  ['a provider, and an address', {}, { identifier: address, externalAccounts: [google] }, address],
  [
    'a provider, with no codes here',
    { strategies: ['oauth_google'] },
    { identifier: address, externalAccounts: [google] },
    address,
  ],
  [
    'a provider, and no address',
    {},
    { identifier: 'itself', username: 'itself', externalAccounts: [google] },
    google.emailAddress,
  ],
  [
    'a provider, no address and no codes',
    { strategies: ['oauth_google'] },
    { identifier: 'itself', username: 'itself', externalAccounts: [google] },
    google.emailAddress,
  ],
  [
    'a telephone, with no codes here',
    { strategies: ['oauth_google'] },
    { identifier: number, phones: [{ number }], externalAccounts: [{ provider: 'google' }] },
    number,
  ],
  [
    'an enterprise',
    { strategies: ['enterprise_sso', 'password'] },
    { identifier: 'it@acme.example', password: 'it-password' },
    'it@acme.example',
  ],
  ['a ticket', { strategies: [] }, { identifier: address }, address],
]

test.each(people)('whoever is signed in can prove it once more: %s', async (_, options, user, to) => {
  const { fapi, call } = await createCaller({ ...options, users: [{ id: 'user_it', ...user }] })
  await call('POST', '/v1/client')
  const session = fapi.signIn(fapi.clients.at(-1)!.id, 'user_it')
  fapi.clock.advance(60 * minute)
  const ask = (path: string, form: Record<string, string> = {}) =>
    call('POST', path, { query: { _clerk_session_id: session }, form })
  const path = `/v1/client/sessions/${session}/verify`
  const { supported_first_factors: offered } = (await ask(path, { level: 'first_factor' })).body.response
  if (to === null) {
    const proof = { strategy: 'password', password: user.password! }
    expect((await ask(`${path}/attempt_first_factor`, proof)).body.response.status).toBe('complete')
    return
  }
  const [{ strategy, email_address_id, phone_number_id, safe_identifier }] = offered as [
    NonNullable<typeof offered>[number],
  ]
  expect(safe_identifier).toBe(to.startsWith('+') ? '+*********99' : to.replace(/^i[^@]*/, 'i***'))
  const factor = {
    strategy,
    ...(email_address_id ? { email_address_id } : { phone_number_id: phone_number_id! }),
  }
  await ask(`${path}/prepare_first_factor`, factor)
  const sent = [...fapi.emails.entries, ...fapi.texts.entries]
  expect(sent).toMatchObject([{ to, kind: 'verification' }])
  const wrong = await ask(`${path}/attempt_first_factor`, { strategy, code: 'wrong' })
  expect(wrong.code).toBe('form_code_incorrect')
  const proof = { strategy, code: sent[0]!.code }
  expect((await ask(`${path}/attempt_first_factor`, proof)).body.response.status).toBe('complete')
})

test('error: nothing goes to an address of a provider that is the user’s no more', async () => {
  const user = { id: 'user_it', identifier: 'itself', username: 'itself', externalAccounts: [google] }
  const { fapi, call } = await createCaller({ users: [user] })
  await call('POST', '/v1/client')
  const path = `/v1/client/sessions/${fapi.signIn(fapi.clients.at(-1)!.id, 'user_it')}/verify`
  await call('POST', path, { form: { level: 'first_factor' } })
  const form = { strategy: 'email_code', email_address_id: 'idn_of_another' }
  expect((await call('POST', `${path}/prepare_first_factor`, { form })).code).toBe('resource_not_found')
  expect(fapi.emails.entries).toEqual([])
})
