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
  })
})

test('error: 405 for POST', async () => {
  const { call } = await createCaller()
  expect((await call('POST', '/v1/environment')).status).toBe(405)
})
