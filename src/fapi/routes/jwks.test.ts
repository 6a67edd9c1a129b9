import { createLocalJWKSet, importSPKI, jwtVerify } from 'jose'
import { expect, test } from 'vitest'
import { createCaller } from '../testCaller'

test('default: the public key checks what the box signs, as JWKS and as PEM', async () => {
  const { fapi, call, signIn } = await createCaller()
  const { jwt } = (await signIn('alice')).body.client!.sessions[0]!.last_active_token!
  const open = await call('GET', '/.well-known/jwks.json', {
    headers: { origin: 'https://elsewhere.example' },
  })
  expect(open.body.keys).toMatchObject([
    { kty: 'RSA', alg: 'RS256', use: 'sig', kid: expect.stringMatching(/^ins_/) },
  ])
  expect(Object.keys(open.body.keys[0]!).sort()).toEqual(['alg', 'e', 'kid', 'kty', 'n', 'use'])
  await jwtVerify(jwt, createLocalJWKSet({ keys: open.body.keys }))
  await jwtVerify(jwt, await importSPKI(await fapi.jwtKey(), 'RS256'))
})

test('behavior: /v1/jwks wants the secret key', async () => {
  const { fapi, call } = await createCaller()
  const headers = (key: string) => ({ headers: { authorization: `Bearer ${key}` } })
  expect((await call('GET', '/v1/jwks', headers(fapi.secretKey))).body.keys).toHaveLength(1)
  expect(await call('GET', '/v1/jwks', headers('sk_test_wrong'))).toMatchObject({
    status: 401,
    code: 'clerk_key_invalid',
  })
  expect((await call('GET', '/v1/jwks')).status).toBe(401)
})

test('behavior: a fault keeps the keys from servers, and leaves them to everybody else', async () => {
  const { fapi, call } = await createCaller()
  const headers = { authorization: `Bearer ${fapi.secretKey}` }
  const end = fapi.fault({ path: '/v1/jwks', status: 503 })
  expect((await call('GET', '/v1/jwks', { headers })).code).toBe('maintenance_mode')
  expect((await call('GET', '/.well-known/jwks.json')).status).toBe(200)
  end()
  fapi.fault({ path: '/v1/jwks', body: '<html>portal</html>', times: 1 })
  expect((await call('GET', '/v1/jwks', { headers })).headers.get('content-type')).toBe('text/html')
  expect((await call('GET', '/v1/jwks', { headers })).body.keys).toHaveLength(1)
})
