import { looseObject, string } from 'valibot'
import { malformed } from '../../errors'
import type { Internals } from '../../internals'
import { parseResource } from '../../resources/parse'
import { text } from '../../resources/user'
import { share } from '../../share'
import { exclusively } from '../../sync/locks'
import { readCookie, twinNames, writeCookie } from '../cookies'
import { callFapi } from '../request'
import type { SecurityScheme } from './scheme'

const parameter = '__clerk_db_jwt'
/** What a token may look like: it goes into cookies and URLs. */
const tokenFormat = /^[\w.-]+$/
/** A token in a page's address, before the hash. */
const inAddress = /^([^#]*)([?&])__clerk_db_jwt=([^&#]*)(&?)/

const devBrowserSchema = looseObject({ id: string(), token: text })

/**
 * DevBrowser: in development a token stands for the browser. It is kept in a cookie of the app's own host,
 * plain and suffixed as Clerk's servers read it, and sent as a query parameter. A page that a hosted
 * sign-in page sent back here has it in its address: that one wins. It outlives its client, as it does with Clerk's own SDK: signing out forgets nothing here.
 */
export function devBrowserScheme(internals: Internals): SecurityScheme {
  const { ambient, options } = internals
  const { page } = ambient
  let memory: string | undefined
  let refused: string | undefined
  let adoption: Promise<void> | undefined
  const names = twinNames(parameter, options.publishableKey)

  async function read(): Promise<string | undefined> {
    for (const name of await names) {
      const token = readCookie(ambient, name)
      if (token && tokenFormat.test(token)) return token
    }
    return memory
  }

  async function write(token: string) {
    memory = token
    for (const name of await names) writeCookie(ambient, name, token)
    // Browsers hand cookies to their other tabs a little later; reading waits for that, and the lock with it.
    return read()
  }

  /** Takes over the token in the page's address, and takes it away there. */
  async function adopt() {
    const address = page?.url() ?? ''
    const token = inAddress.exec(address)?.[3]
    if (token === undefined) return
    page?.replaceUrl(
      address.replace(inAddress, (_, before, separator, _token, next) => before + (next && separator)),
    )
    if (tokenFormat.test(token)) await write(token)
  }

  /** Another tab may have made one while this one waited: that one is taken, unless it is the refused one. */
  const obtain = () =>
    share(internals, 'dev-browser', () =>
      exclusively(internals, 'dev-browser', async () => {
        const found = await read()
        if (found === undefined || found === refused) await write(await create(internals))
      }),
    )

  return {
    async authorize(request) {
      adoption ??= adopt()
      await adoption
      if ((await read()) === undefined) await obtain()
      const sent = (await read())!
      request.url.searchParams.set(parameter, sent)
      request.credentials = 'include'
      return async ({ headers }) => {
        const token = headers.get('Clerk-Db-Jwt')
        // An echo of what was sent is no news, and must not undo what another tab has written meanwhile.
        if (token && token !== sent && tokenFormat.test(token)) await write(token)
      }
    },
    async renew({ url }) {
      refused = url.searchParams.get(parameter)!
      await obtain()
      return true
    },
  }
}

/** `POST /v1/dev_browser`: a bare request, since nothing stands for this browser yet. @returns its token. */
async function create(internals: Internals): Promise<string> {
  const bare: SecurityScheme = { async authorize() {} }
  const { json, error } = await callFapi(internals, { method: 'POST', path: '/dev_browser' }, bare)
  if (error) throw error
  const { id, token } = parseResource(devBrowserSchema, json, 'dev browser')
  if (tokenFormat.test(token ?? id)) return token ?? id
  throw malformed('dev browser.id', 'id')
}
