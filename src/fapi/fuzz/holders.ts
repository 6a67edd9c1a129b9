import { createFapi, type Fapi } from '../../fapi'
import { sharedKey } from '../testCaller'
import { bytes, type Holder } from './forgeries'

export const origin = 'http://localhost:3000'

// Long words with a blank: no token holds them by chance.
export const victim = {
  id: 'user_victim',
  identifier: 'victoria@secret.example',
  password: 'correct horse',
  firstName: 'Victoria',
  lastName: 'Vane of Elsewhere',
}
export const thief = { id: 'user_thief', identifier: 'mallory@example.com', password: 'x' }

export const hidden = {
  id: 'org_hidden',
  name: 'Hidden Hall of Elsewhere',
  slug: 'hidden-hall',
  members: [{ user: victim.id }],
}

/** What a client holds and what others may come to know of it. */
async function createHolder(fapi: Fapi, identifier: string): Promise<Holder> {
  const { clientId, clientToken, devBrowser, sessionIds } = await fapi.seedClient({ users: [identifier] })
  const ask = async (method: string, path: string, body?: URLSearchParams) => {
    const headers = { origin, cookie: `__client=${clientToken}; __clerk_db_jwt=${devBrowser}` }
    const url = `http://localhost:4400${path}`
    return fapi.fetch(new Request(url, { method, headers, ...(body && { body }) }))
  }
  const begin = async (what: string, form: Record<string, string>) => {
    const answer = await ask('POST', `/v1/client/${what}`, new URLSearchParams(form))
    return ((await answer.json()) as { response: { id: string } }).response.id
  }
  const signInId = await begin('sign_ins', { identifier: 'bob@example.com' })
  const signUpId = await begin('sign_ups', { email_address: `second-${identifier}` })
  const tokens = await ask('POST', `/v1/client/sessions/${sessionIds[0]}/tokens`)
  const { jwt } = (await tokens.json()) as { jwt: string }
  const [token, nonce] = await Promise.all(
    ['token', 'nonce'].map(async (format) => {
      const { headers } = await ask('GET', `/v1/client/handshake?redirect_url=${origin}&format=${format}`)
      const given = `${headers.get('location')} ${headers.get('set-cookie')}`
      return /__clerk_handshake\w*=([\w.-]+)/.exec(given)![1]!
    }),
  )
  const ids = { clientId, sessionId: sessionIds[0]!, signInId, signUpId }
  return {
    clientToken,
    devBrowser: devBrowser ?? 'dvb_none',
    jwt,
    handshakeToken: token!,
    nonce: nonce!,
    ids,
  }
}

/** A path with ids where they belong. */
export function withIds(path: string, { sessionId, signInId, signUpId }: Holder['ids']): string {
  const id = path.includes('sign_ins') ? signInId : path.includes('sign_ups') ? signUpId : sessionId
  return path.replace(/:\w+/g, id)
}

/** A text, and what the tokens in it say. */
export function withTokens(text: string): string {
  let all = text
  // Lists of cookies are tokens that hold tokens.
  for (let depth = 0; depth < 2; depth++) {
    const tokens = all.match(/ey[\w-]+\.ey[\w-]+\.[\w-]+/g) ?? []
    all += tokens.map((token) => bytes(token)).join(' ')
  }
  return all
}

/** All that an answer says. */
export async function readAll(response: Response): Promise<string> {
  return withTokens(`${[...response.headers].join(' ')} ${await response.text()}`)
}

/** What only the victim's client may ever show. The ids in the paths are the asker's own words. */
export function leaks(text: string, { ids, devBrowser, clientToken }: Holder): string[] {
  const { id, identifier, lastName } = victim
  const secrets = [id, identifier, lastName, hidden.name, ids.clientId, devBrowser, clientToken]
  return secrets.filter((secret) => text.includes(secret))
}

/** A box with a victim and a thief on it, each with a client, and a foreign box with a client of the same victim. */
export async function setup(keyType: 'test' | 'live') {
  const users = [victim, thief, { identifier: 'bob@example.com', password: 'b' }]
  const fapi = createFapi({ keyType, users, organizations: [hidden], signingKey: await sharedKey() })
  const other = createFapi({ keyType, users })
  const victims = await createHolder(fapi, victim.identifier)
  const own = await createHolder(fapi, thief.identifier)
  const foreign = await createHolder(other, victim.identifier)
  const state = () => JSON.stringify([fapi.sessions[0], fapi.clients[0], fapi.users[0], fapi.organizations])
  return { fapi, victims, own, foreign, state }
}

/** The name of a user whom no earlier request has renamed or deleted. */
export async function newUser(fapi: Fapi): Promise<string> {
  const identifier = `somebody-${fapi.users.length}-${fapi.sessions.length}@example.com`
  const headers = { authorization: `Bearer ${fapi.secretKey}`, 'content-type': 'application/json' }
  const body = JSON.stringify({ email_address: [identifier], password: 'a-long-password' })
  const answer = await fapi.fetch(
    new Request('http://localhost:4400/v1/users', { method: 'POST', headers, body }),
  )
  if (!answer.ok) throw new Error(await answer.text())
  return identifier
}
