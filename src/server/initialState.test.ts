import { expect, test } from 'vitest'
import { createStage, keyTypes, type StageOptions } from '../../test/support/serverStage'
import { resign } from '../../test/support/serverTokens'
import { type InitialState, serializeInitialState } from '../server'

async function stateOf(claims: Record<string, unknown>, options: StageOptions = {}) {
  const stage = await createStage(options)
  const visitor = stage.createVisitor()
  await visitor.signIn()
  visitor.write('__session', await resign(visitor.cookie('__session')!, claims))
  let state: InitialState | undefined
  stage.app = ({ initialState }) => {
    state = initialState
    return new Response('')
  }
  await visitor.visit()
  return { state, stage }
}

test.each(keyTypes)(
  'default, %s: who is there, and when the token was made and ends; no name, no address, no token',
  async (keyType) => {
    const { state, stage } = await stateOf({ email: 'alice@example.com', name: 'Alice' }, { keyType })
    expect(state).toEqual({
      v: 1,
      status: 'signed-in',
      sessionId: stage.fapi.sessions[0]?.id,
      userId: stage.fapi.users[0]?.id,
      organizationId: null,
      actor: null,
      claims: {},
      iat: expect.any(Number),
      exp: expect.any(Number),
    })
  },
)

test.each([
  [
    'version 2',
    { o: { id: 'org_1', slg: 'acme', rol: 'admin', per: 'read', fpm: '1' }, fea: 'o:docs' },
    { o: { id: 'org_1', rol: 'admin', per: 'read', fpm: '1' }, fea: 'o:docs' },
  ],
  [
    'version 1',
    { org_id: 'org_1', org_slug: 'acme', org_role: 'org:admin', org_permissions: ['org:docs:read'] },
    { org_role: 'org:admin', org_permissions: ['org:docs:read'] },
  ],
])('behavior: role and permissions are in it, by claims of %s', async (_, claims, expected) => {
  const { state } = await stateOf(claims)
  expect(state).toMatchObject({ organizationId: 'org_1' })
  expect(state).toHaveProperty('claims', expected)
})

test('parameters: claims names more; what changes with each token stays out', async () => {
  const { state } = await stateOf(
    { plan: 'pro', act: { sub: 'user_support', more: 'x' } },
    { claims: (claims) => ({ ...(claims as object) }) },
  )
  expect(state).toMatchObject({ actor: { sub: 'user_support' }, claims: { plan: 'pro' } })
  expect(Object.keys((state as { claims: object }).claims)).not.toEqual(
    expect.arrayContaining([expect.stringMatching(/^(iat|exp|nbf|jti|fva)$/)]),
  )
})

test('default: nobody is signed in, as of now', async () => {
  const stage = await createStage()
  const { initialState } = await stage.server.read({ headers: new Headers() })
  expect(initialState).toEqual({ v: 1, status: 'signed-out', iat: expect.any(Number) })
})

test.each(['</script><script>alert(1)</script>', '<!--', '\u2028\u2029', '"', '\\u003c'])(
  'serializeInitialState: %j stays a text',
  (text) => {
    const state: InitialState = {
      v: 1,
      status: 'signed-in',
      sessionId: text,
      userId: 'u',
      organizationId: null,
      actor: null,
      claims: { [text]: text },
      iat: 1,
      exp: 2,
    }
    const json = serializeInitialState(state)
    expect(json).not.toMatch(/[<\u2028\u2029]/)
    expect(JSON.parse(json)).toEqual(state)
  },
)

test('serializeInitialState: null where there is none', () => {
  expect(serializeInitialState(undefined)).toBe('null')
})
