import { expect, test } from 'vitest'
import { createFapi } from '../fapi'
import { createCaller, sharedKey } from './testCaller'

test('parameters: name gives an instance a key of its own', () => {
  const keyOf = (name: string, keyType?: 'live') => createFapi({ name, keyType }).publishableKey
  expect(keyOf('checkout')).toBe(`pk_test_${btoa('checkout.clerk.accounts.dev$')}`)
  expect(keyOf('checkout', 'live')).toBe(`pk_live_${btoa('clerk.checkout.example$')}`)
  for (const name of ['', 'a b', '-a', 'a.b', 'ä']) expect(() => keyOf(name)).toThrow(/^name: /)
  const publishableKey = keyOf('a')
  expect(() => createFapi({ name: 'b', publishableKey })).toThrow(/^name: /)
  expect(createFapi({ name: 'a', publishableKey }).publishableKey).toBe(publishableKey)
})

// They share the signing key, so that nothing but the instances themselves keeps them apart.
test.each(['test', 'live'] as const)(
  'behavior: fifty instances at once, with %s keys, share nothing',
  async (keyType) => {
    const signingKey = await sharedKey()
    const boxes = await Promise.all(
      Array.from({ length: 50 }, async (_, index) => {
        const users = [{ identifier: 'ann@example.com', password: `password-${index}` }]
        const fapi = createFapi({ name: `box-${index}`, keyType, signingKey, users })
        const [caller, native] = [await createCaller({ fapi }), await createCaller({ fapi, native: true })]
        for (const each of [caller, native]) {
          const form = { identifier: 'ann@example.com', password: `password-${index}` }
          const { body } = await each.call('POST', '/v1/client/sign_ins', { form })
          expect(body.response.created_session_id).toMatch(/^sess_/)
        }
        return { fapi, caller, native }
      }),
    )
    const sessionIds = boxes.flatMap(({ fapi }) => fapi.sessions.map(({ id }) => id))
    expect(new Set(sessionIds).size).toBe(100)
    expect(new Set(boxes.map(({ fapi }) => fapi.publishableKey)).size).toBe(50)

    await Promise.all(
      boxes.map(async ({ caller, native }, index) => {
        const { fapi: foreign } = boxes[(index + 1) % boxes.length]!
        for (const [own, isNative] of [[caller, false] as const, [native, true] as const]) {
          const stranger = await createCaller({ fapi: foreign, native: isNative })
          Object.assign(stranger.credentials, own.credentials)
          const { status, body } = await stranger.call('GET', '/v1/client')
          const isUnknownBrowser = keyType === 'test' && !isNative
          expect([status, body.response ?? null]).toEqual([isUnknownBrowser ? 401 : 200, null])
          const [id] = own.fapi.sessions.map((session) => session.id)
          expect((await stranger.call('POST', `/v1/client/sessions/${id}/tokens`)).status).toBe(401)
        }
        expect(foreign.sessions).toHaveLength(2)
        expect(
          foreign.log.entries.every(({ clientId }) => clientId === null || isOwn(foreign, clientId)),
        ).toBe(true)
      }),
    )
  },
)

function isOwn(fapi: ReturnType<typeof createFapi>, clientId: string): boolean {
  return fapi.clients.some(({ id }) => id === clientId)
}
