import { expect, test } from 'vitest'
import { fc } from '../../../test/support/fuzz'
import { calls, endpoints, parameters } from './arbitraries'
import type { Holder } from './forgeries'
import { hidden, leaks, newUser, origin, readAll, setup, victim, withIds, withTokens } from './holders'

/** What a caller who holds a client of their own sends. */
function request(method: string, path: string, own: Holder | Credentials, form: string): Request {
  const url = new URL(`http://localhost:4400${path}`)
  if (own.devBrowser) url.searchParams.set('__clerk_db_jwt', own.devBrowser)
  const headers = { origin, cookie: `__client=${own.clientToken}` }
  const withBody = !/^(get|head)$/i.test(method)
  const body = new URLSearchParams(form)
  return new Request(url, { method, headers, ...(withBody && { body }) })
}

type Credentials = { devBrowser: string | null; clientToken: string }

/** Where an id is asked for, or might be. */
const idNames = [
  ...['_clerk_session_id', 'active_organization_id', 'client_id', 'email_address_id', 'expired_token'],
  ...['identifier', 'nonce', 'organization_id', 'session_id', 'sign_in_id', 'user_id', '__session'],
]

test.each(['test', 'live'] as const)(
  'behavior: whatever a client sends with the ids of another one, it hears and changes nothing of it: %s',
  { timeout: 60_000 },
  async (keyType) => {
    const { fapi, victims, state } = await setup(keyType)
    const before = state()
    const { jwt, nonce, handshakeToken } = victims
    const ids = fc.constantFrom(
      ...Object.values(victims.ids),
      ...[victim.id, hidden.id, hidden.slug, jwt, nonce, handshakeToken],
    )
    const withForeign = fc
      .tuple(parameters, fc.array(fc.tuple(fc.constantFrom(...idNames), ids), { maxLength: 4 }))
      .map((lists) => new URLSearchParams(lists.flat()).toString())
    const requests = fc.record({ call: calls(ids), query: withForeign, form: withForeign })
    const property = fc.asyncProperty(fc.array(requests, { minLength: 1, maxLength: 5 }), async (sent) => {
      const own = await fapi.seedClient({ users: [await newUser(fapi)] })
      for (const { call, query, form } of sent) {
        const [method, path] = call
        fc.pre(URL.canParse(`http://localhost:4400${path}?${query}`))
        const answer = await fapi.fetch(request(method, `${path}?${query}`, own, form))
        // Not what it was told, but what it said itself.
        const words = withTokens(`${call} ${new URLSearchParams(`${query}&${form}`)}`)
        expect(leaks(await readAll(answer), victims).filter((secret) => !words.includes(secret))).toEqual([])
        expect(state()).toBe(before)
      }
    })
    await fc.assert(property, { numRuns: 300 })
  },
)

test('behavior: a client reaches neither the session nor the sign-in of another by their ids', async () => {
  const { fapi, victims, own, state } = await setup('live')
  const before = state()
  for (const [method, path] of endpoints.filter(([, path]) => path.includes(':'))) {
    const response = await fapi.fetch(
      request(method, withIds(path, victims.ids), own, 'password=x&code=424242&strategy=password'),
    )
    expect(response.status).toBeGreaterThanOrEqual(400)
    expect(leaks(await readAll(response), victims)).toEqual([])
  }
  expect(state()).toBe(before)
})

test('behavior: with the ids of its own it does reach them, so that the paths are known to be right', async () => {
  const { fapi, victims } = await setup('live')
  const paths = ['/v1/client/sessions/:id', '/v1/client/sign_ins/:id', '/v1/client/sign_ups/:id']
  for (const path of paths) {
    const answer = await fapi.fetch(request('GET', withIds(path, victims.ids), victims, ''))
    expect(answer.status).toBe(200)
    expect(leaks(await readAll(answer), victims)).not.toEqual([])
  }
})
