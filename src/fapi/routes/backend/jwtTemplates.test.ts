import { decodeJwt } from 'jose'
import { expect, test } from 'vitest'
import { createFapi, type FapiState } from '../../../fapi'
import { sharedKey } from '../../testCaller'
import { createServer } from './testServer'

interface Answer {
  id: string
  jwt: string
  data: { name: string }[]
}

const path = '/jwt_templates'
const claims = { mail: '{{user.primary_email_address}}', plan: 'pro' }

async function setup() {
  const server = await createServer<Answer>({ jwtTemplates: { given: { claims: { a: 1 } } } })
  const { body } = await server.signIn('alice')
  const session = body.response.created_session_id!
  /** A token as a page gets it, and as a server does. */
  const tokens = async (name: string) => {
    const page = await server.call('POST', `/v1/client/sessions/${session}/tokens/${name}`)
    const own = await server.ask('POST', `/sessions/${session}/tokens/${name}`)
    return [page, own].map(({ status, body }) => (status === 200 ? decodeJwt(body.jwt) : status))
  }
  return { ...server, tokens }
}

test('default: one is made, tokens are made by it, it is changed, and removed', async () => {
  const { ask, tokens } = await setup()
  expect(await tokens('app')).toEqual([404, 404])
  const made = await ask('POST', path, { name: 'app', claims, lifetime: 300, allowed_clock_skew: 0 })
  expect(made.body).toMatchObject({
    object: 'jwt_template',
    id: expect.stringMatching(/^jtmp_/),
    name: 'app',
    claims,
    lifetime: 300,
    allowed_clock_skew: 0,
    custom_signing_key: false,
    signing_algorithm: 'RS256',
  })
  for (const token of (await tokens('app')) as { iat: number; exp: number }[]) {
    expect(token).toMatchObject({ mail: 'alice@example.com', plan: 'pro' })
    expect(token.exp - token.iat).toBe(300)
  }
  const own = `${path}/${made.body.id}`
  const changed = await ask('PATCH', own, { name: 'other', claims: { b: 2 } })
  expect(changed.body).toMatchObject({ id: made.body.id, name: 'other', claims: { b: 2 }, lifetime: 300 })
  expect((await ask('GET', own)).body).toEqual(changed.body)
  expect(await tokens('app')).toEqual([404, 404])
  expect(await tokens('other')).toMatchObject([{ b: 2 }, { b: 2 }])
  expect((await ask('DELETE', own)).body).toEqual({ object: 'jwt_template', id: made.body.id, deleted: true })
  expect(await tokens('other')).toEqual([404, 404])
  for (const method of ['GET', 'PATCH', 'DELETE'])
    expect(await ask(method, own)).toMatchObject({ status: 404 })
})

test('behavior: those of the options are changed and removed as well', async () => {
  const { ask, tokens } = await setup()
  const own = `${path}/jtmp_given`
  expect((await ask('PATCH', own, { claims: { a: 2 } })).body).toMatchObject({
    id: 'jtmp_given',
    name: 'given',
  })
  expect(await tokens('given')).toMatchObject([{ a: 2 }, { a: 2 }])
  await ask('DELETE', own)
  expect(await tokens('given')).toEqual([404, 404])
  expect((await ask('GET', `${path}?paginated=true`)).body).toEqual({ data: [], total_count: 0 })
  await ask('POST', path, { name: 'given', claims: { a: 3 } })
  expect(await tokens('given')).toMatchObject([{ a: 3 }, { a: 3 }])
})

test.each([
  [422, 'form_param_missing', { claims }],
  [422, 'form_param_missing', { name: 'app' }],
  [422, 'form_param_format_invalid', { name: 'an app', claims }],
  [422, 'form_param_format_invalid', { name: 'app', claims: 'text' }],
  [422, 'form_identifier_exists', { name: 'given', claims }],
  [422, 'jwt_template_reserved_claim', { name: 'app', claims: { sub: 'user_x' } }],
  [422, 'form_param_value_invalid', { name: 'app', claims, lifetime: 29 }],
  [422, 'form_param_value_invalid', { name: 'app', claims, allowed_clock_skew: 301 }],
  [422, 'form_param_not_supported', { name: 'app', claims, custom_signing_key: true }],
])('error: %i %s for %o', async (status, code, form) => {
  const { ask } = await setup()
  expect(await ask('POST', path, form)).toMatchObject({ status, code })
  expect((await ask('GET', path)).body).toHaveLength(1)
})

test('default: they are there after a restart', async () => {
  let text = ''
  const storage = {
    load: () => undefined,
    save(state: FapiState) {
      text = JSON.stringify(state)
    },
  }
  const { ask, fapi } = await createServer<Answer>({ storage })
  await ask('POST', path, { name: 'app', claims })
  const state = JSON.parse(text) as FapiState
  const again = createFapi({ storage: { load: () => state }, signingKey: await sharedKey() })
  const headers = { authorization: `Bearer ${fapi.secretKey}` }
  const list = await again.fetch(new Request(`http://localhost:4400/v1${path}`, { headers }))
  expect(await list.json()).toMatchObject([{ name: 'app', claims }])
})

test('attack: wants the secret key', async () => {
  const { ask } = await createServer()
  for (const [method, at] of [
    ['GET', path],
    ['POST', path],
    ['PATCH', `${path}/x`],
    ['DELETE', `${path}/x`],
  ] as const) {
    const body = method === 'GET' ? undefined : {}
    expect(await ask(method, at, body, 'sk_test_wrong')).toMatchObject({ status: 401 })
  }
})
