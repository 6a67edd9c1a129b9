import { expect, test } from 'vitest'
import { createCaller } from '../testCaller'

const origin = 'http://localhost:3000'

async function signedIn() {
  const caller = await createCaller()
  const { body } = await caller.signIn('alice')
  const get = (query: string, headers: Record<string, string> = {}) =>
    caller.fapi.fetch(
      new Request(`http://localhost:4400/v1/client${query}`, { headers: { origin, ...headers } }),
    )
  return { ...caller, clientId: body.client!.id, token: caller.credentials.devBrowser!, get }
}

test.each([
  ['?__clerk_db_jwt=TOKEN', ''],
  ['?__dev_session=TOKEN', ''],
  ['', '__clerk_db_jwt=TOKEN'],
  ['', 'a=b; __clerk_db_jwt_nx2hSE6I=TOKEN; c'],
  ['', '__dev_session=TOKEN'],
  ['?__clerk_db_jwt=TOKEN', '__clerk_db_jwt=of-another-instance'],
  ['', '__clerk_db_jwt=of-another-instance; __clerk_db_jwt_nx2hSE6I=TOKEN'],
])('default: knows the browser by query "%s" and cookies "%s"', async (query, cookie) => {
  const { get, token, clientId } = await signedIn()
  const response = await get(query.replace('TOKEN', token), { cookie: cookie.replace('TOKEN', token) })
  expect(await response.json()).toMatchObject({ response: { id: clientId } })
  expect(response.headers.get('clerk-db-jwt')).toBe(token)
})

test.each(['', '?__clerk_db_jwt=dvb_unknown'])('error: 401 for "%s"', async (query) => {
  const { get } = await signedIn()
  const response = await get(query)
  expect(response.status).toBe(401)
  expect(await response.json()).toMatchObject({ errors: [{ code: 'dev_browser_unauthenticated' }] })
  expect(response.headers.has('clerk-db-jwt')).toBe(false)
})

test('behavior: gives the token back on errors too, but not to a foreign page', async () => {
  const { call, token } = await signedIn()
  expect((await call('GET', '/v1/nope')).headers.get('clerk-db-jwt')).toBe(token)
  const foreign = await call('POST', '/v1/client', { headers: { origin: 'https://evil.example' } })
  expect(foreign.status).toBe(400)
  expect(foreign.headers.has('clerk-db-jwt')).toBe(false)
  expect(foreign.body.meta).toBeUndefined()
})

test('behavior: sets no cookies', async () => {
  const { call } = await signedIn()
  expect((await call('DELETE', '/v1/client')).headers.getSetCookie()).toEqual([])
})
