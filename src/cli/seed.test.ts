import { expect, test } from 'vitest'
import { createFapi } from '../fapi'
import { createIds } from '../fapi/ids'
import { makePasskey } from '../fapi/webauthn/testAuthenticator'
import { jsonFile, startDev } from './testDev'

const signIns = '/v1/client/sign_ins'
const ann = { id: 'user_ann', identifier: 'ann+clerk_test@example.com', password: 'ann-password' }
const { identifier, password } = ann
const code = '424242'

/** Somebody who signs in as a user of a seed file. */
async function begin(user: object, form: Record<string, string>, file: object = {}) {
  const dev = await startDev('--seed', await jsonFile({ users: [{ ...ann, ...user }], ...file }))
  const { call } = await dev.open()
  const { response } = (await call('POST', signIns, { form })).body
  const go = async (step: string, form: Record<string, string>) =>
    (await call('POST', `${signIns}/${response.id}/${step}`, { form })).body.response
  return { dev, call, response, go }
}

test('a password', async () => {
  const { response } = await begin({}, { identifier, password })
  expect(response).toMatchObject({ status: 'complete' })
})

test('a code by e-mail, for a user without a password', async () => {
  const { go, response } = await begin({ password: undefined }, { identifier, strategy: 'email_code' })
  expect(response.supported_first_factors!.map(({ strategy }) => strategy)).toEqual([
    'email_code',
    'email_link',
  ])
  expect(await go('attempt_first_factor', { strategy: 'email_code', code })).toMatchObject({
    status: 'complete',
  })
})

test('a username, and a user without an address', async () => {
  const named = await begin({ username: 'annie' }, { identifier: 'annie', password })
  expect(named.response).toMatchObject({ status: 'complete' })
  const only = await begin({ identifier: 'annie', username: 'annie' }, { identifier: 'annie', password })
  expect(only.response).toMatchObject({ status: 'complete' })
})

test('a telephone, to sign in by', async () => {
  const number = '+15555550123'
  const { go } = await begin({ phones: [{ number }] }, { identifier: number, strategy: 'phone_code' })
  expect(await go('attempt_first_factor', { strategy: 'phone_code', code })).toMatchObject({
    status: 'complete',
  })
})

test('a telephone as the second factor', async () => {
  const phones = [{ number: '+15555550123', isSecondFactor: true }]
  const { go, response } = await begin({ phones }, { identifier, password })
  expect(response).toMatchObject({ status: 'needs_second_factor' })
  await go('prepare_second_factor', { strategy: 'phone_code' })
  expect(await go('attempt_second_factor', { strategy: 'phone_code', code })).toMatchObject({
    status: 'complete',
  })
})

test('an authenticator app, and a backup code in its place', async () => {
  const totpSecret = 'JBSWY3DPEHPK3PXP'
  const user = { totpSecret, backupCodes: ['backup1', 'backup2'] }
  const { go, response } = await begin(user, { identifier, password })
  expect(response.supported_second_factors!.map(({ strategy }) => strategy)).toEqual(['totp', 'backup_code'])
  // What the user's app shows: another box tells, which has the same secret.
  const totp = await createFapi({ users: [{ ...ann, totpSecret }] }).totpCode(identifier)
  expect(await go('attempt_second_factor', { strategy: 'totp', code: totp })).toMatchObject({
    status: 'complete',
  })
  const other = await begin(user, { identifier, password })
  expect(await other.go('attempt_second_factor', { strategy: 'backup_code', code: 'backup2' })).toMatchObject(
    {
      status: 'complete',
    },
  )
})

test('a passkey that a device has already', async () => {
  const userId = Buffer.from(ann.id).toString('base64url')
  const challenge = createIds().randomText(44)
  const passkey = await makePasskey(
    JSON.stringify({ rp: { id: 'localhost' }, user: { id: userId }, challenge }),
  )
  const passkeys = [{ credentialId: passkey.id, publicKey: passkey.publicKey }]
  const strategy = 'passkey'
  const { go, response, call } = await begin({ passkeys }, { strategy })
  const public_key_credential = await passkey.use(response.first_factor_verification!.nonce!)
  expect(await go('attempt_first_factor', { strategy, public_key_credential })).toMatchObject({
    status: 'complete',
  })
  const { body } = await call('GET', '/v1/me')
  expect(body.response.passkeys).toMatchObject([{ name: 'Passkey' }])
  const named = await begin({ passkeys }, { identifier, strategy })
  expect(named.response.supported_first_factors![1]).toEqual({ strategy })
})

const elsewhere: [user: ElsewhereUser, strategy: string, file: object][] = [
  [{ externalAccounts: [{ provider: 'google', emailAddress: 'annie@gmail.example' }] }, 'oauth_google', {}],
  [
    { externalAccounts: [{ provider: 'enterprise_sso' }], identifier: 'ann@acme.example' },
    'enterprise_sso',
    { strategies: ['enterprise_sso'] },
  ],
]

interface ElsewhereUser {
  identifier?: string
  externalAccounts: [{ provider: string; emailAddress?: string }]
}

test.each(elsewhere)('an account elsewhere: %j', async (user, strategy, file) => {
  const who = user.identifier ?? identifier
  const form = { identifier: who, strategy, redirect_url: 'http://localhost:3000/' }
  const { response, call } = await begin(user, form, file)
  const [{ emailAddress = who }] = user.externalAccounts
  const { external_verification_redirect_url: page } = response.first_factor_verification as unknown as {
    external_verification_redirect_url: string
  }
  const passed = await call('POST', page, { form: { email_address: emailAddress } })
  await call('GET', passed.headers.get('location')!)
  const { body } = await call('GET', '/v1/client')
  expect(body.response.sessions).toMatchObject([{ user: { id: ann.id } }])
})

test.each([
  [{ totpSecret: 'short' }, /users\[0\]\.totpSecret: must be Base32/],
  [
    { phones: [{ number: '555' }] },
    /users\[0\]\.phones\[0\]\.number: must be a number such as \+15555550100/,
  ],
  [{ backupCodes: [''] }, /users\[0\]\.backupCodes\[0\]: must not be empty/],
  [{ externalAccounts: [{}] }, /users\[0\]\.externalAccounts\[0\]\.provider: is missing/],
  [{ passkeys: [{ publicKey: 'key' }] }, /users\[0\]\.passkeys\[0\]\.publicKey: /],
])('error: %j', async (user, message) => {
  const seed = await jsonFile({ users: [{ ...ann, ...user }] })
  await expect(startDev('--seed', seed)).rejects.toThrow(message)
})
