import { describe, expect, test } from 'vitest'
import { createFapi, type FapiState } from '../../../fapi'
import { createCaller, type TestCaller } from '../../testCaller'
import { createServer } from './testServer'

interface Answer {
  id: string
  identifier: string
  data: { id: string; key: string; identifier: string }[]
  total_count: number
}

const environment = async ({ call }: TestCaller) => (await call('GET', '/v1/environment')).body

describe('PATCH /v1/instance', () => {
  test('default: origins are let in at once, and after a restart', async () => {
    let text = ''
    const storage = {
      load: () => undefined,
      save(state: FapiState) {
        text = JSON.stringify(state)
      },
    }
    const { ask, fapi } = await createServer<Answer>({ storage })
    const origin = 'capacitor://localhost'
    const visit = async (box: typeof fapi, from = origin) => {
      const request = new Request('http://localhost:4400/v1/dev_browser', {
        method: 'POST',
        headers: { origin: from },
      })
      return (await box.fetch(request)).status
    }
    expect(await visit(fapi)).toBe(400)
    const allowed_origins = [origin, 'https://app.elsewhere.example']
    expect(await ask('PATCH', '/instance', { allowed_origins })).toMatchObject({
      status: 204,
      body: undefined,
    })
    expect((await ask('GET', '/instance')).body).toMatchObject({ allowed_origins })
    const again = createFapi({ storage: { load: () => JSON.parse(text) as FapiState } })
    for (const box of [fapi, again]) {
      expect(await visit(box)).toBe(200)
      expect(await visit(box, 'https://app.elsewhere.example')).toBe(200)
      expect(await visit(box, 'https://elsewhere.example')).toBe(400)
    }
    await ask('PATCH', '/instance', { allowed_origins: [] })
    expect(await visit(fapi)).toBe(400)
  })

  test('default: the environment shows the rest, and null changes nothing', async () => {
    const server = await createServer<Answer>()
    const said = {
      support_email: 'help@example.com',
      preferred_sign_in_strategy_when_password_required: 'otp',
      test_mode: true,
    }
    expect(await server.ask('PATCH', '/instance', said)).toMatchObject({ status: 204 })
    await server.ask('PATCH', '/instance', { support_email: null })
    expect(await environment(server)).toMatchObject({
      display_config: { support_email: 'help@example.com', preferred_sign_in_strategy: 'otp' },
    })
    await server.ask('PATCH', '/instance', { support_email: '' })
    expect((await environment(server)).display_config).toMatchObject({ support_email: null })
  })

  test.each([
    ['form_param_not_supported', { test_mode: false }],
    ['form_param_not_supported', { hibp: true }],
    ['form_param_not_supported', { clerk_js_version: '6' }],
    ['form_param_format_invalid', { support_email: 'none' }],
    ['form_param_format_invalid', { allowed_origins: ['localhost'] }],
    ['form_param_format_invalid', { allowed_origins: ['https://app.example.com/path'] }],
    ['form_param_value_invalid', { preferred_sign_in_strategy_when_password_required: 'oauth' }],
  ])('error: 422 %s for %o, and nothing is changed', async (code, body) => {
    const server = await createServer<Answer>()
    const before = await environment(server)
    const refused = await server.ask('PATCH', '/instance', { support_email: 'a@example.com', ...body })
    expect(refused).toMatchObject({ status: 422, code })
    expect(await environment(server)).toEqual(before)
  })
})

describe('PATCH /v1/instance/organization_settings', () => {
  const path = '/instance/organization_settings'

  test('default: domains can be turned off, and what people get by them', async () => {
    const server = await createServer<Answer>()
    const said = { domains_enrollment_modes: ['automatic_suggestion'], domains_default_role_id: 'role_admin' }
    const { body } = await server.ask('PATCH', path, said)
    expect(body).toMatchObject({
      object: 'organization_settings',
      domains_enabled: true,
      domains_enrollment_modes: ['automatic_suggestion'],
      domains_default_role: 'org:admin',
    })
    expect((await server.ask('GET', path)).body).toEqual(body)
    const { id } = server.fapi.organizations[0]!
    const domain = { name: 'example.com', enrollment_mode: 'automatic_invitation' }
    expect(await server.ask('POST', `/organizations/${id}/domains`, domain)).toMatchObject({
      status: 403,
      code: 'organization_domain_enrollment_mode_not_enabled',
    })
    await server.ask('PATCH', path, { domains_enabled: false })
    expect(await environment(server)).toMatchObject({
      organization_settings: {
        domains: { enabled: false, enrollment_modes: [], default_role: 'org:admin' },
      },
    })
    await server.signIn('alice')
    expect(await server.call('GET', `/v1/organizations/${id}/domains`)).toMatchObject({
      status: 403,
      code: 'organization_domains_not_enabled',
    })
  })

  test.each([
    ['form_param_not_supported', { enabled: false }],
    ['form_param_not_supported', { max_allowed_memberships: 3 }],
    ['form_param_not_supported', { admin_delete_enabled: false }],
    ['form_param_value_invalid', { domains_enrollment_modes: ['x'] }],
    ['form_param_value_invalid', { domains_default_role_id: 'role_x' }],
    ['form_param_value_invalid', { domains_enabled: 'maybe' }],
  ])('error: 422 %s for %o', async (code, body) => {
    const { ask } = await createServer<Answer>()
    const before = (await ask('GET', path)).body
    expect(await ask('PATCH', path, body)).toMatchObject({ status: 422, code })
    expect((await ask('GET', path)).body).toEqual(before)
  })
})

describe('PATCH /v1/instance/restrictions, and the lists', () => {
  const path = '/instance/restrictions'
  const signUp = async ({ fapi }: TestCaller, email_address: string) => {
    const { call } = await createCaller({ fapi })
    return call('POST', '/v1/client/sign_ups', { form: { email_address, password: 'a-good-password' } })
  }
  const refused = { status: 403, code: 'not_allowed_access' }

  test('default: only who is on the allowlist becomes a user, and nobody who is on the blocklist', async () => {
    const server = await createServer<Answer>()
    const { ask } = server
    const made = await ask('POST', '/allowlist_identifiers', { identifier: '*@Acme.example', notify: false })
    expect(made.body).toEqual({
      object: 'allowlist_identifier',
      id: expect.stringMatching(/^alid_/),
      identifier: '*@acme.example',
      identifier_type: 'email_address',
      created_at: expect.any(Number),
      updated_at: expect.any(Number),
    })
    expect(await signUp(server, 'a@elsewhere.example')).toMatchObject({ status: 200 })
    expect((await ask('PATCH', path, { allowlist: true, blocklist: true })).body).toEqual({
      object: 'instance_restrictions',
      allowlist: true,
      blocklist: true,
      block_email_subaddresses: false,
      block_disposable_email_domains: false,
      ignore_dots_for_gmail_addresses: false,
    })
    expect(await environment(server)).toMatchObject({
      user_settings: { restrictions: { allowlist: { enabled: true }, blocklist: { enabled: true } } },
    })
    expect(await signUp(server, 'b@elsewhere.example')).toMatchObject(refused)
    expect(await signUp(server, 'b@acme.example.evil')).toMatchObject(refused)
    expect(await signUp(server, 'B@Acme.example')).toMatchObject({ status: 200 })
    const blocked = await ask('POST', '/blocklist_identifiers', { identifier: 'c@acme.example' })
    expect(await signUp(server, 'C@acme.example')).toMatchObject(refused)
    await ask('DELETE', `/blocklist_identifiers/${blocked.body.id}`)
    expect(await signUp(server, 'c@acme.example')).toMatchObject({ status: 200 })
    // Whoever is a user already is let in.
    expect(await server.signIn('alice')).toMatchObject({ status: 200 })
  })

  test('attack: nor does anybody get in by a provider who is not allowed to', async () => {
    const server = await createServer<Answer>()
    await server.ask('PATCH', path, { blocklist: true })
    await server.ask('POST', '/blocklist_identifiers', { identifier: '*@evil.example' })
    const { call, fapi } = await createCaller({ fapi: server.fapi })
    const redirect_url = 'http://localhost:3000/back'
    const form = { strategy: 'oauth_google', redirect_url, action_complete_redirect_url: redirect_url }
    const begun = (await call('POST', '/v1/client/sign_ups', { form })).body.response as unknown as {
      verifications: { external_account: { external_verification_redirect_url: string } }
    }
    const url = begun.verifications.external_account.external_verification_redirect_url
    const { headers } = await call('POST', url, { form: { email_address: 'mallory@evil.example' } })
    await call('GET', headers.get('location')!)
    expect((await call('GET', '/v1/client')).body.response.sign_up).toMatchObject({
      verifications: { external_account: { error: { code: 'not_allowed_access' } } },
    })
    expect(fapi.users).toHaveLength(3)
  })

  test('default: addresses with a plus are refused where that is wanted', async () => {
    const server = await createServer<Answer>()
    await server.ask('PATCH', path, { block_email_subaddresses: true })
    expect(await signUp(server, 'a+b@x.example')).toMatchObject(refused)
    expect(await signUp(server, 'a@x+y.example')).toMatchObject({ status: 200 })
  })

  test.each(['allowlist', 'blocklist'])('parameters: the %s, the newest first', async (list) => {
    const { ask } = await createServer<Answer>()
    const at = `/${list}_identifiers`
    for (const identifier of ['a@x.example', '+15555550123']) await ask('POST', at, { identifier })
    const { body } = await ask('GET', `${at}?paginated=true&limit=1`)
    expect(body).toMatchObject({ total_count: 2, data: [{ identifier_type: 'phone_number' }] })
    expect(await ask('POST', at, { identifier: 'A@x.example' })).toMatchObject({
      status: 400,
      code: 'duplicate_record',
    })
    for (const identifier of ['x', '*@', '*', 'a*@x.example']) {
      expect(await ask('POST', at, { identifier })).toMatchObject({ status: 422 })
    }
    const other = list === 'allowlist' ? '/blocklist_identifiers' : '/allowlist_identifiers'
    expect(await ask('DELETE', `${other}/${body.data[0]!.id}`)).toMatchObject({ status: 404 })
    expect((await ask('DELETE', `${at}/${body.data[0]!.id}`)).body).toMatchObject({
      object: `${list}_identifier`,
      deleted: true,
    })
  })

  test('parameters: notify invites', async () => {
    const { ask } = await createServer<Answer & { invitation_id: string }>()
    const { body } = await ask('POST', '/allowlist_identifiers', { identifier: 'a@x.example', notify: true })
    const { data } = (await ask('GET', '/invitations?paginated=true')).body
    expect(data).toMatchObject([{ id: body.invitation_id, email_address: 'a@x.example' }])
  })

  test.each([
    ['form_param_not_supported', { block_disposable_email_domains: true }],
    ['form_param_not_supported', { allowlist_blocklist_disabled_on_sign_in: false }],
    ['form_param_value_invalid', { allowlist: 'maybe' }],
  ])('error: 422 %s for %o', async (code, body) => {
    const { ask } = await createServer<Answer>()
    expect(await ask('PATCH', path, body)).toMatchObject({ status: 422, code })
  })
})

test('GET /v1/organization_roles and _permissions: all, by a query, and one', async () => {
  const { ask } = await createServer<Answer>()
  const keys = async (path: string) => (await ask('GET', path)).body.data.map(({ key }) => key)
  expect(await keys('/organization_roles?query=adm')).toEqual(['org:admin'])
  expect(await keys('/organization_permissions?query=domains')).toEqual([
    'org:sys_domains:read',
    'org:sys_domains:manage',
  ])
  const all = (await ask('GET', '/organization_permissions?limit=500')).body
  expect(new Set(all.data.map(({ id }) => id)).size).toBe(all.total_count)
  expect((await ask('GET', `/organization_permissions/${all.data[0]!.id}`)).body).toEqual(all.data[0])
  expect((await ask('GET', '/organization_roles/role_admin')).body).toMatchObject({ key: 'org:admin' })
  for (const path of ['/organization_roles/x', '/organization_permissions/x']) {
    expect(await ask('GET', path)).toMatchObject({ status: 404 })
  }
})

test.each([
  ['PATCH', '/instance'],
  ['PATCH', '/instance/organization_settings'],
  ['PATCH', '/instance/restrictions'],
  ['POST', '/allowlist_identifiers'],
  ['GET', '/blocklist_identifiers'],
  ['DELETE', '/blocklist_identifiers/x'],
  ['GET', '/organization_permissions'],
])('attack: %s %s wants the secret key', async (method, path) => {
  const { ask } = await createServer()
  const body = method === 'GET' ? undefined : {}
  expect(await ask(method, path, body, 'sk_test_wrong')).toMatchObject({ status: 401 })
})
