import { describe, expect, test } from 'vitest'
import { createCaller, type TestCaller } from '../../testCaller'

const path = '/v1/clients/handshake_payload'

/** Starts a handshake, and gives the nonce with a way to spend it. */
async function setup(options: Parameters<typeof createCaller>[0] = {}) {
  const caller = await createCaller(options)
  await caller.signIn('alice')
  const query = { redirect_url: 'http://localhost:3000/', format: 'nonce' }
  const { headers } = await caller.call('GET', '/v1/client/handshake', { query })
  const [, cookie] = /^__clerk_handshake_nonce=([^;]+)/.exec(headers.getSetCookie()[0] ?? '') ?? []
  const nonce = new URL(headers.get('location')!).searchParams.get('__clerk_handshake_nonce') ?? cookie!
  return { ...caller, nonce, spend: spender(caller.fapi) }
}

/** What `@clerk/backend` sends: no Origin, the secret key as Bearer. */
function spender(fapi: TestCaller['fapi']) {
  return async (nonce: string, authorization = `Bearer ${fapi.secretKey}`) => {
    const url = `http://localhost:4400${path}?nonce=${nonce}`
    const response = await fapi.fetch(new Request(url, { headers: { authorization } }))
    const body = (await response.json()) as { directives: string[]; errors: { code: string }[] }
    return { response, status: response.status, code: body.errors?.[0]?.code, directives: body.directives }
  }
}

test.each([{}, { keyType: 'live' as const }])(
  'default: a nonce fetches the cookies, once, %o',
  async (options) => {
    const { nonce, spend } = await setup(options)
    const { response, directives } = await spend(nonce)
    // With a charset in it `@clerk/backend` would not read the body.
    expect(response.headers.get('content-type')).toBe('application/json')
    const sessions = directives.filter((line) => line.startsWith('__session'))
    expect(sessions).toHaveLength(2)
    expect(sessions[0]).toMatch(/^__session=ey[\w.-]+; Path=\//)
    expect(await spend(nonce)).toMatchObject({ status: 404, code: 'resource_not_found' })
  },
)

test('behavior: a nonce lives 60 s', async () => {
  const { nonce, spend, fapi } = await setup()
  fapi.clock.advance(59_000)
  expect((await spend(nonce)).status).toBe(200)
  const late = await setup()
  late.fapi.clock.advance(60_000)
  expect(await late.spend(late.nonce)).toMatchObject({ status: 404 })
})

describe('error', () => {
  test.each(['Bearer sk_test_wrong', 'Bearer ', 'Basic x'])(
    '401 for "%s", and the nonce is not used up',
    async (authorization) => {
      const { nonce, spend } = await setup()
      expect(await spend(nonce, authorization)).toMatchObject({ status: 401, code: 'clerk_key_invalid' })
      expect((await spend(nonce)).status).toBe(200)
    },
  )

  test.each(['', 'unknown', '__proto__', 'constructor'])('404 for the nonce "%s"', async (nonce) => {
    const { spend } = await setup()
    expect(await spend(nonce)).toMatchObject({ status: 404, code: 'resource_not_found' })
  })

  test('404 for the nonce of another instance', async () => {
    const { spend } = await setup()
    const other = await setup()
    expect((await spend(other.nonce)).status).toBe(404)
    expect((await other.spend(other.nonce)).status).toBe(200)
  })
})
