import { expect, test } from 'vitest'
import { createCaller } from '../testCaller'

test.each([
  ['GET', {}],
  ['PATCH', {}],
  ['POST', { query: { _method: 'PATCH' } }],
])('default: %s answers the settings, unwrapped', async (method, options) => {
  const { call } = await createCaller({ singleSessionMode: true })
  const { status, body } = await call(method, '/v1/environment', options)
  expect(status).toBe(200)
  expect(body.auth_config).toMatchObject({
    object: 'auth_config',
    single_session_mode: true,
    test_mode: true,
    first_factors: ['password', 'email_code'],
    password: 'required',
    username: 'on',
  })
  expect(body.display_config).toMatchObject({
    instance_environment_type: 'development',
    sign_in_url: 'http://localhost:4400/sign-in',
    sign_up_url: 'http://localhost:4400/sign-up',
  })
  expect(body.user_settings).toMatchObject({
    attributes: {
      email_address: { required: true, verifications: ['email_code'], verify_at_sign_up: true },
      password: { enabled: true, required: true },
      first_name: { enabled: true, required: false },
      phone_number: { enabled: false },
    },
    password_settings: { min_length: 8 },
    sign_up: { mode: 'public', captcha_enabled: false },
  })
})

test('error: 405 for POST', async () => {
  const { call } = await createCaller()
  expect((await call('POST', '/v1/environment')).status).toBe(405)
})

test('behavior: tells whether native apps are served', async () => {
  for (const nativeApi of [true, false]) {
    const { call } = await createCaller({ nativeApi })
    const { auth_config } = (await call('GET', '/v1/environment')).body
    expect(auth_config).toMatchObject({ native_settings: { api_enabled: nativeApi } })
  }
})
