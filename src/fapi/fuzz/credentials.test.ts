import { expect, test } from 'vitest'
import { fc } from '../../../test/support/fuzz'
import { endpoints } from './arbitraries'
import { bytes, forgeries, type Holder } from './forgeries'
import { leaks, origin, readAll, setup, victim, withIds } from './holders'

/** Where a credential may be put. Each gives the query and the headers. */
const places: Record<
  string,
  (value: string) => { query?: Record<string, string>; headers?: Record<string, string> }
> = {
  '__client cookie': (value) => ({ headers: { origin, cookie: `__client=${value}` } }),
  'two __client cookies': (value) => ({ headers: { origin, cookie: `__client=x; __client=${value}` } }),
  '__clerk_db_jwt query': (value) => ({ query: { __clerk_db_jwt: value }, headers: { origin } }),
  '__dev_session query': (value) => ({ query: { __dev_session: value }, headers: { origin } }),
  '__clerk_db_jwt cookie': (value) => ({ headers: { origin, cookie: `__clerk_db_jwt=${value}` } }),
  '__dev_session cookie': (value) => ({ headers: { origin, cookie: `__dev_session=${value}` } }),
  Authorization: (value) => ({ query: { _is_native: '1' }, headers: { authorization: value } }),
  Bearer: (value) => ({ query: { _is_native: 'true' }, headers: { authorization: `Bearer ${value}` } }),
  'secret key': (value) => ({ query: { nonce: value }, headers: { authorization: `Bearer ${value}` } }),
  'navigation cookie': (value) => ({
    headers: { cookie: `__client=${value}; __clerk_db_jwt=${value}`, 'sec-fetch-mode': 'navigate' },
  }),
  'handshake query': (value) => ({
    query: { __session: value, __clerk_handshake: value, __clerk_handshake_nonce: value, nonce: value },
    headers: { 'sec-fetch-mode': 'navigate' },
  }),
}

function request(path: string, method: string, ids: Holder['ids'], place: string, value: string) {
  const url = new URL(`http://localhost:4400${withIds(path, ids)}`)
  const { query = {}, headers = {} } = places[place]!(value)
  url.searchParams.set('redirect_url', origin)
  for (const [name, text] of Object.entries(query)) url.searchParams.set(name, text)
  const readable = Object.entries(headers).map(([name, text]) => [name, text.replace(/[^\t\x20-\x7e]/g, '')])
  const body = new URLSearchParams({ password: 'guessed', code: '424242', strategy: 'password' })
  return new Request(url, {
    method,
    headers: Object.fromEntries(readable) as Record<string, string>,
    ...(method !== 'GET' && { body }),
  })
}

test.each(['test', 'live'] as const)(
  'behavior: no made-up credential reaches another client, with a %s key',
  { timeout: 60_000 },
  async (keyType) => {
    const { fapi, victims, own, foreign, state } = await setup(keyType)
    const before = state()
    const real = [bytes(victims.clientToken), victims.devBrowser]
    const forged = forgeries(victims, own, foreign, [victim.id, victim.identifier], await fapi.jwtKey())
    const property = fc.asyncProperty(
      fc.constantFrom(...endpoints),
      fc.constantFrom(...Object.keys(places)),
      forged,
      async ([method, path], place, making) => {
        const value = await making
        fc.pre(!real.includes(bytes(value)) && !real.includes(value.trim()))
        const sent = request(path, method, victims.ids, place, value)
        const words = `${decodeURIComponent(sent.url)} ${[...sent.headers]}`
        const said = leaks(await readAll(await fapi.fetch(sent)), victims)
        expect(said.filter((secret) => !words.includes(secret))).toEqual([])
        expect(state()).toBe(before)
      },
    )
    await fc.assert(property, { numRuns: 1500 })
  },
)

test.each([
  ['test', '__clerk_db_jwt query'],
  ['live', '__client cookie'],
  ['live', 'Bearer'],
] as const)(
  'behavior: the real credential does reach it, so that a leak would show: %s, %s',
  async (keyType, place) => {
    const { fapi, victims, state } = await setup(keyType)
    const before = state()
    const value = keyType === 'test' ? victims.devBrowser : victims.clientToken
    const sent = request('/v1/client', 'GET', victims.ids, place, value)
    const said = leaks(await readAll(await fapi.fetch(sent)), victims)
    expect(said).toEqual(
      expect.arrayContaining([victim.id, victim.identifier, victim.lastName, victims.ids.clientId]),
    )
    await fapi.fetch(request('/v1/client/sessions/:id/touch', 'POST', victims.ids, place, value))
    await fapi.fetch(request('/v1/client/sessions/:id/end', 'POST', victims.ids, place, value))
    expect(state()).not.toBe(before)
  },
)
