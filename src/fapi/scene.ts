import type { Box } from './box'
import { createClient, createDevBrowser } from './state/clients'
import { checkAdmitted, startSession } from './state/sessions'
import type { Actor } from './state/state'
import { namedUser } from './state/users'
import { createClientToken } from './tokens/clientToken'

/** What a client made for a test's scene is like. */
export interface SeedClient {
  /** Email addresses or usernames of those signed in; the last one is the active one. Default: nobody. */
  users?: readonly string[] | undefined
  /** Who acts as each of them, as a member of support does: `{ sub: 'user_…' }`, and what else tokens shall say of it. Default: nobody. */
  actor?: Actor | undefined
}

/** A client, and what a browser or app needs to be the one that holds it. */
export interface SeededClient {
  readonly clientId: string
  /** In the order of the users. */
  readonly sessionIds: readonly string[]
  /** For `__clerk_db_jwt`; null with a live key. */
  readonly devBrowser: string | null
  /** For the `__client` cookie with a live key, and for `Authorization` in native apps. */
  readonly clientToken: string
  /** For `__client_uat`: when the client last changed, in seconds; `'0'` with nobody signed in. */
  readonly clientUat: string
  /** What ends the second name of each of the app's cookies, e.g. of `__session_nx2hSE6I`. */
  readonly cookieSuffix: string
}

/** Makes a client with sessions, as if a browser had signed its users in. @throws TypeError where none could have */
export async function seedClient(box: Box, { users = [], actor }: SeedClient = {}): Promise<SeededClient> {
  const records = users.map((name) => namedUser(box, name))
  if (box.options.singleSessionMode && records.length > 1)
    throw new TypeError('users: with singleSessionMode a client holds one session.')
  for (const user of records) checkAdmitted(box, user)
  const client = createClient(box)
  const sessionIds = records.map((user) => startSession(box, client, user, actor).id)
  if (records.length > 0) client.lastAuthenticationStrategy = 'password'
  const devBrowser = box.options.publishableKey.keyType === 'test' ? createDevBrowser(box) : undefined
  if (devBrowser) devBrowser.clientId = client.id
  return {
    clientId: client.id,
    sessionIds,
    devBrowser: devBrowser?.token ?? null,
    clientToken: await createClientToken(box, client),
    clientUat: records.length > 0 ? String(Math.floor(client.updatedAt / 1000)) : '0',
    cookieSuffix: await box.cookieSuffix(),
  }
}
