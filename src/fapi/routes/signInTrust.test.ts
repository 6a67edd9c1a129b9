import { describe, expect, test } from 'vitest'
import type { FapiOptions } from '../options'
import { createCaller } from '../testCaller'

const path = '/v1/client/sign_ins'
const ann = { identifier: 'ann@example.com', password: 'ann-password' }
const bob = { identifier: 'bob@example.com', password: 'bob-password' }
const phones = [{ number: '+12025550123' }]

type Options = FapiOptions & { native?: boolean }

async function withPassword(user: object = {}, options: Options = {}) {
  const caller = await createCaller({ users: [{ ...ann, ...user }, bob], clientTrust: true, ...options })
  const signIn = async (form: Record<string, string> = ann) =>
    (await caller.call('POST', path, { form })).body
  const begun = await signIn()
  const step = (name: string) => (form: Record<string, string>) =>
    caller.call('POST', `${path}/${begun.response.id}/${name}_second_factor`, { form })
  return { ...caller, begun, signIn, prepare: step('prepare'), attempt: step('attempt') }
}

describe.each([
  { scheme: 'test', options: {} },
  { scheme: 'live', options: { keyType: 'live' } },
  { scheme: 'native', options: { native: true } },
] as const)('needs_client_trust: $scheme', ({ options }) => {
  test('default: a password on a client that the user was never on asks for a code, too', async () => {
    const { begun, prepare, attempt, fapi } = await withPassword({ phones }, options)
    expect(begun.response).toMatchObject({
      status: 'needs_client_trust',
      created_session_id: null,
      client_trust_state: 'new',
      first_factor_verification: { status: 'verified', strategy: 'password' },
      second_factor_verification: null,
      supported_second_factors: [
        { strategy: 'email_code', safe_identifier: ann.identifier },
        { strategy: 'email_link', safe_identifier: ann.identifier },
        { strategy: 'phone_code', safe_identifier: '+*********23' },
      ],
    })
    expect(begun.response.supported_first_factors).toContainEqual({ strategy: 'password' })
    expect(begun.client).toMatchObject({ sessions: [], sign_in: { status: 'needs_client_trust' } })
    const [factor] = begun.response.supported_second_factors!
    const prepared = await prepare({
      strategy: 'email_code',
      email_address_id: factor!.email_address_id!,
    })
    expect(prepared.body.response.second_factor_verification).toMatchObject({
      object: 'verification_otp',
      status: 'unverified',
    })
    const { code } = await fapi.emails.waitFor({ to: ann.identifier, kind: 'second-factor' })
    const { body } = await attempt({ strategy: 'email_code', code })
    expect(body.response).toMatchObject({ status: 'complete', client_trust_state: 'known' })
    expect(body.client).toMatchObject({
      sign_in: null,
      last_authentication_strategy: 'password',
      sessions: [{ factor_verification_age: [0, 0] }],
    })
  })
})

describe('a client', () => {
  test('behavior: is known to its users from their first session on, and stays so after it', async () => {
    const { prepare, attempt, signIn, call, fapi } = await withPassword()
    await prepare({ strategy: 'email_code' })
    const { body } = await attempt({ strategy: 'email_code', code: fapi.emails.entries[0]!.code })
    await call('POST', `/v1/client/sessions/${body.response.created_session_id}/remove`)
    expect((await signIn()).response).toMatchObject({ status: 'complete', client_trust_state: 'known' })
    expect((await signIn(bob)).response.status).toBe('needs_client_trust')
  })

  test('behavior: one that was destroyed is not known any more', async () => {
    const { signIn, call, fapi } = await withPassword()
    fapi.signIn(fapi.clients[0]!.id, ann.identifier)
    await call('DELETE', '/v1/client')
    expect((await signIn()).response.status).toBe('needs_client_trust')
  })

  test('behavior: a user who gets by without is not asked, nor anybody without the option', async () => {
    const free = await withPassword({ bypassesClientTrust: true })
    expect(free.begun.response.status).toBe('complete')
    expect((await free.signIn(bob)).response.status).toBe('needs_client_trust')
    expect((await withPassword({}, { clientTrust: false })).begun.response.status).toBe('complete')
  })

  test('behavior: codes and links make known by themselves', async () => {
    const { signIn, call, fapi } = await withPassword()
    const form = { strategy: 'email_code' }
    const { response } = await signIn({ identifier: ann.identifier, ...form })
    const { code } = fapi.emails.entries[0]!
    const { body } = await call('POST', `${path}/${response.id}/attempt_first_factor`, {
      form: { ...form, code },
    })
    expect(body.response.status).toBe('complete')
  })

  test('behavior: a second factor is asked for instead, not besides', async () => {
    const { begun, attempt } = await withPassword({
      totpSecret: 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ',
      backupCodes: ['one'],
    })
    expect(begun.response.status).toBe('needs_second_factor')
    const { body } = await attempt({ strategy: 'backup_code', code: 'one' })
    expect(body.response.status).toBe('complete')
  })

  test('behavior: where an instance has nothing to ask with, a password is enough', async () => {
    const { begun } = await withPassword({}, { strategies: ['password'] })
    expect(begun.response.status).toBe('complete')
  })

  test('behavior: says that it waits for an identifier', async () => {
    const { call } = await withPassword()
    expect((await call('POST', path)).body.response).toMatchObject({
      status: 'needs_identifier',
      client_trust_state: 'pending',
    })
  })
})

describe('ways to trust', () => {
  test('behavior: a text', async () => {
    const { prepare, attempt, fapi } = await withPassword({ phones })
    await prepare({ strategy: 'phone_code' })
    const { code } = await fapi.texts.waitFor({ kind: 'second-factor' })
    expect((await attempt({ strategy: 'phone_code', code })).body.response.status).toBe('complete')
  })

  test('behavior: a link, followed wherever', async () => {
    const { prepare, begun, call, fapi } = await withPassword()
    await prepare({ strategy: 'email_link', redirect_url: 'http://localhost:3000/' })
    const { link } = await fapi.emails.waitFor({ kind: 'second-factor' })
    const response = await fapi.fetch(new Request(link!))
    expect(new URL(response.headers.get('location')!).searchParams.get('__clerk_status')).toBe('verified')
    const { body } = await call('GET', `${path}/${begun.response.id}`)
    expect(body.response).toMatchObject({
      status: 'complete',
      second_factor_verification: { object: 'verification_email_link', status: 'verified' },
    })
    expect(body.client?.sessions).toMatchObject([{ factor_verification_age: [0, 0] }])
  })

  test('error: neither a second factor nor the password again', async () => {
    const { attempt, prepare, call, begun } = await withPassword()
    const refusal = { status: 400, code: 'strategy_for_user_invalid' }
    expect(await attempt({ strategy: 'totp', code: '1' })).toMatchObject(refusal)
    expect(await prepare({ strategy: 'phone_code' })).toMatchObject(refusal)
    const form = { password: ann.password }
    expect(await call('POST', `${path}/${begun.response.id}/attempt_first_factor`, { form })).toMatchObject({
      code: 'verification_already_verified',
    })
  })
})
