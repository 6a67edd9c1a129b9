import { expect, test } from 'vitest'
import { createCaller } from '../testCaller'

test('default: makes a dev browser and gives its token in body and header', async () => {
  const { fapi, call } = await createCaller()
  const { status, body, headers } = await call('POST', '/v1/dev_browser')
  expect(status).toBe(200)
  expect(body).toEqual({
    object: 'dev_browser',
    id: body.token,
    token: expect.stringMatching(/^dvb_\w{27}$/),
  })
  expect(headers.get('clerk-db-jwt')).toBe(body.token)
  expect(fapi.devBrowsers.at(-1)).toMatchObject({ token: body.token, clientId: null })
})

test('error: a production instance has none', async () => {
  const { call } = await createCaller({ keyType: 'live' })
  expect(await call('POST', '/v1/dev_browser')).toMatchObject({
    status: 400,
    code: 'request_invalid_for_environment',
  })
})
