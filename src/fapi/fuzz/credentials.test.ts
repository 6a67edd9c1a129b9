import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createFapi, type Fapi } from '../../fapi'
import { sharedKey } from '../testCaller'
import { endpoints } from './arbitraries'
import { bytes, forgeries, type Holder } from './forgeries'

const origin = 'http://localhost:3000'
// Long words with a blank: no token holds them by chance.
const victim = {
  id: 'user_victim',
  identifier: 'victoria@secret.example',
  password: 'correct horse',
  firstName: 'Victoria',
  lastName: 'Vane of Elsewhere',
}
const thief = { id: 'user_thief', identifier: 'mallory@example.com', password: 'x' }

/** What a client holds and what others may come to know of it. */
async function createHolder(fapi: Fapi, identifier: string): Promise<Holder> {
  const { clientId, clientToken, devBrowser, sessionIds } = await fapi.seedClient({ users: [identifier] })
  const ask = async (method: string, path: string, body?: URLSearchParams) => {
    const headers = { origin, cookie: `__client=${clientToken}; __clerk_db_jwt=${devBrowser}` }
    const url = `http://localhost:4400${path}`
    return fapi.fetch(new Request(url, { method, headers, ...(body && { body }) }))
  }
  const signIn = await ask(
    'POST',
    '/v1/client/sign_ins',
    new URLSearchParams({ identifier: 'bob@example.com' }),
  )
  const { response } = (await signIn.json()) as { response: { id: string } }
  const tokens = await ask('POST', `/v1/client/sessions/${sessionIds[0]}/tokens`)
  const { jwt } = (await tokens.json()) as { jwt: string }
  const [token, nonce] = await Promise.all(
    ['token', 'nonce'].map(async (format) => {
      const { headers } = await ask('GET', `/v1/client/handshake?redirect_url=${origin}&format=${format}`)
      const given = `${headers.get('location')} ${headers.get('set-cookie')}`
      return /__clerk_handshake\w*=([\w.-]+)/.exec(given)![1]!
    }),
  )
  const ids = { clientId, sessionId: sessionIds[0]!, signInId: response.id }
  return {
    clientToken,
    devBrowser: devBrowser ?? 'dvb_none',
    jwt,
    handshakeToken: token!,
    nonce: nonce!,
    ids,
  }
}

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

/** All that an answer says, and what the tokens in it say. */
async function readAll(response: Response): Promise<string> {
  let text = `${[...response.headers].join(' ')} ${await response.text()}`
  // Lists of cookies are tokens that hold tokens.
  for (let depth = 0; depth < 2; depth++) {
    const tokens = text.match(/ey[\w-]+\.ey[\w-]+\.[\w-]+/g) ?? []
    text += tokens.map((token) => bytes(token)).join(' ')
  }
  return text
}

function request(path: string, method: string, ids: Record<string, string>, place: string, value: string) {
  const url = new URL(
    `http://localhost:4400${path.replace(/:\w+/g, ids[path.includes('sign_in') ? 'signInId' : 'sessionId']!)}`,
  )
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

/** What only the victim's client may ever show. The ids in the paths are the asker's own words. */
function leaks(text: string, { ids, devBrowser, clientToken }: Holder): string[] {
  return [victim.id, victim.identifier, victim.lastName, ids.clientId, devBrowser, clientToken].filter(
    (secret) => text.includes(secret),
  )
}

async function setup(keyType: 'test' | 'live') {
  const users = [victim, thief, { identifier: 'bob@example.com', password: 'b' }]
  const fapi = createFapi({ keyType, users, signingKey: await sharedKey() })
  const other = createFapi({ keyType, users })
  const victims = await createHolder(fapi, victim.identifier)
  const own = await createHolder(fapi, thief.identifier)
  const foreign = await createHolder(other, victim.identifier)
  const state = () => JSON.stringify([fapi.sessions[0], fapi.clients[0], fapi.users[0]])
  return { fapi, victims, own, foreign, state }
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

test('behavior: a client reaches neither the session nor the sign-in of another by their ids', async () => {
  const { fapi, victims, own, state } = await setup('live')
  const before = state()
  for (const [method, path] of endpoints.filter(([, path]) => path.includes(':'))) {
    const sent = request(path, method, victims.ids, '__client cookie', own.clientToken)
    const response = await fapi.fetch(sent)
    expect(response.status).toBeGreaterThanOrEqual(400)
    expect(leaks(await readAll(response), victims)).toEqual([])
  }
  expect(state()).toBe(before)
})
