import { cookieNames, readCookie } from '../http/cookies'
import type { FapiContext } from '../http/env'
import { FapiError } from '../http/errors'
import { checkBrowserHeaders } from './headers'
import type { SecurityScheme } from './scheme'

/**
 * Development browsers: a token from `POST /v1/dev_browser`, sent as `__clerk_db_jwt` (`__dev_session` in the
 * public spec) in the query or a cookie, and given back in `Clerk-Db-Jwt`.
 */
export const devBrowser: SecurityScheme = {
  name: 'dev-browser',
  async identify(c) {
    const record = c.get('box').state.devBrowsers.get((await readToken(c)) ?? '')
    return { token: record?.token, holder: record ?? { clientId: undefined } }
  },
  authorize(c) {
    checkBrowserHeaders(c)
    if (c.get('caller').token !== undefined) return
    const { key } = c.get('box').options.publishableKey
    throw new FapiError(401, 'dev_browser_unauthenticated', 'Browser unauthenticated', {
      longMessage: `Unable to authenticate this browser for your development instance: get a token from POST /v1/dev_browser. An app with a pk_live_ key asks for none: the key here is ${key}.`,
    })
  },
  async answer(c) {
    const { token } = c.get('caller')
    if (token !== undefined) c.res.headers.set('Clerk-Db-Jwt', token)
  },
}

async function readToken(c: FapiContext): Promise<string | undefined> {
  const query = c.get('query')
  const [plain, suffixed] = await cookieNames(c, '__clerk_db_jwt')
  return (
    query.get('__clerk_db_jwt') ??
    query.get('__dev_session') ??
    readCookie(c, suffixed) ??
    readCookie(c, plain) ??
    readCookie(c, '__dev_session')
  )
}
