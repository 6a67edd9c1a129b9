import { describe, expect, test } from 'vitest'
import { createCaller } from '../testCaller'

describe.each(['test', 'live'] as const)('with a %s key', (keyType) => {
  test('default: the client token comes back in Authorization, and in no cookie', async () => {
    const { call, signIn, credentials } = await createCaller({ native: true, keyType })
    expect((await call('GET', '/v1/client')).headers.has('authorization')).toBe(false)
    const { headers } = await call('POST', '/v1/client')
    expect(headers.get('authorization')).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+$/)
    expect(headers.getSetCookie()).toEqual([])
    const first = credentials.authorization
    await signIn('alice')
    expect(credentials.authorization).not.toBe(first)
    expect((await call('GET', '/v1/client')).body.response.sessions).toHaveLength(1)
  })

  test('behavior: an empty header says that the client is gone', async () => {
    const { call, signIn } = await createCaller({ native: true, keyType })
    await signIn('alice')
    expect((await call('DELETE', '/v1/client')).headers.get('authorization')).toBe('')
    expect((await call('GET', '/v1/client')).body.response).toBeNull()
  })
})

test.each(['1', 'true'])('parameters: _is_native=%s, raw and as Bearer', async (flag) => {
  const { call, signIn, credentials } = await createCaller({ native: true })
  await signIn('alice')
  for (const authorization of [credentials.authorization!, `Bearer ${credentials.authorization}`]) {
    const answer = await call('GET', '/v1/client', {
      query: { _is_native: flag },
      headers: { authorization },
    })
    expect(answer.body.response.sessions).toHaveLength(1)
  }
})

test('behavior: an unknown token is no client, or what missingClient says', async () => {
  const token = 'aaa.bbb.ccc'
  const { call } = await createCaller({ native: true })
  expect((await call('GET', '/v1/client', { headers: { authorization: token } })).body.response).toBeNull()
  const strict = await createCaller({ native: true, missingClient: 401 })
  const answer = await strict.call('GET', '/v1/client', { headers: { authorization: token } })
  expect(answer).toMatchObject({ status: 401, code: 'authentication_invalid' })
})

test('error: 400 where native apps are not served', async () => {
  const { call } = await createCaller({ native: true, nativeApi: false })
  expect(await call('GET', '/v1/client')).toMatchObject({ status: 400, code: 'native_api_disabled' })
})

test('error: 401 for a header that holds no token, 400 for none at all', async () => {
  const { fapi, call } = await createCaller({ native: true })
  const basic = await call('GET', '/v1/client', { headers: { authorization: 'Basic YTpi' } })
  expect(basic).toMatchObject({ status: 401, code: 'authorization_header_format_invalid' })
  const response = await fapi.fetch(new Request('http://localhost:4400/v1/client?_is_native=1'))
  expect(await response.json()).toMatchObject({ errors: [{ code: 'request_header_missing' }] })
})

test('error: 400 with Origin beside it, which only extensions may send', async () => {
  const { call, signIn } = await createCaller({ native: true })
  await signIn('alice')
  const page = await call('GET', '/v1/client', { headers: { origin: 'http://localhost:3000' } })
  expect(page).toMatchObject({ status: 400, code: 'origin_authorization_headers_conflict' })
  const extension = await call('GET', '/v1/client', { headers: { origin: 'chrome-extension://abc' } })
  expect(extension.body.response.sessions).toHaveLength(1)
})
