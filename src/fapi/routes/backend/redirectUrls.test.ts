import { expect, test } from 'vitest'
import { createCaller } from '../../testCaller'
import { createServer } from './testServer'

interface Answer {
  id: string
  url: string
  data: { url: string }[]
  total_count: number
}

const path = '/redirect_urls'
const url = 'https://elsewhere.example/back'

test('default: one is made, read, listed and removed', async () => {
  const { ask } = await createServer<Answer>()
  const made = await ask('POST', path, { url })
  expect(made.body).toEqual({
    object: 'redirect_url',
    id: expect.stringMatching(/^ru_/),
    url,
    created_at: expect.any(Number),
    updated_at: expect.any(Number),
  })
  await ask('POST', path, { url: 'myapp://back' })
  const own = `${path}/${made.body.id}`
  expect((await ask('GET', own)).body).toEqual(made.body)
  expect((await ask('GET', path)).body).toMatchObject([{ url: 'myapp://back' }, { url }])
  expect((await ask('GET', `${path}?paginated=true&limit=1`)).body).toMatchObject({
    data: [{ url: 'myapp://back' }],
    total_count: 2,
  })
  expect((await ask('DELETE', own)).body).toEqual({ object: 'redirect_url', id: made.body.id, deleted: true })
  expect(await ask('GET', own)).toMatchObject({ status: 404, code: 'resource_not_found' })
})

test.each([
  [422, 'form_param_missing', undefined],
  [422, 'invalid_redirect_url', 'elsewhere'],
  [422, 'invalid_redirect_url', 'javascript:alert(1)'],
  [422, 'invalid_redirect_url', 'data:text/html,x'],
  [422, 'invalid_redirect_url', 'https://a@elsewhere.example/'],
  [422, 'invalid_redirect_url', 'https:\\\\elsewhere.example'],
  [422, 'form_identifier_exists', url],
])('error: %i %s for %s', async (status, code, given) => {
  const { ask } = await createServer<Answer>()
  await ask('POST', path, { url })
  expect(await ask('POST', path, given === undefined ? {} : { url: given })).toMatchObject({ status, code })
  expect((await ask('GET', path)).body).toHaveLength(1)
})

test('behavior: a provider leads back to what is listed, to the letter, and to nothing else there', async () => {
  const { ask, fapi } = await createServer<Answer>()
  const begin = async (redirect_url: string) => {
    const { call } = await createCaller({ fapi })
    const form = { strategy: 'oauth_google', redirect_url, action_complete_redirect_url: redirect_url }
    return (await call('POST', '/v1/client/sign_ins', { form })).status
  }
  expect(await begin(url)).toBe(422)
  const { id } = (await ask('POST', path, { url })).body
  expect(await begin(url)).toBe(200)
  for (const other of [`${url}/x`, `${url}?a`, 'https://elsewhere.example/', 'https://evil.example/back']) {
    expect(await begin(other)).toBe(422)
  }
  await ask('DELETE', `${path}/${id}`)
  expect(await begin(url)).toBe(422)
})

test('attack: wants the secret key', async () => {
  const { ask } = await createServer()
  for (const [method, at] of [
    ['GET', path],
    ['POST', path],
    ['GET', `${path}/x`],
    ['DELETE', `${path}/x`],
  ] as const) {
    const body = method === 'GET' ? undefined : {}
    expect(await ask(method, at, body, 'sk_test_wrong')).toMatchObject({ status: 401 })
  }
})
