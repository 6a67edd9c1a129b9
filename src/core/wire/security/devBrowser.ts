import type { exclusively } from '../../host/locks'
import type { share } from '../../host/share'
import type { malformed } from '../errors'
import type { callFapi } from '../request'
import type { Wire } from '../wire'
import { readCookie, twinNames, writeCookie } from './cookies'
import type { Authorize } from './scheme'

const parameter = '__clerk_db_jwt'
/** What a token may look like: it goes into cookies and URLs. */
const tokenFormat = /^[\w.-]+$/
/** A token in a page's address, before the hash. */
const inAddress = /^([^#]*)([?&])__clerk_db_jwt=([^&#]*)(&?)/

const isToken = (value: unknown): value is string => typeof value === 'string' && tokenFormat.test(value)

/** What this part needs of the others. Imported, it would have bundlers split what pages download into more files. */
interface Tools {
  callFapi: typeof callFapi
  exclusively: typeof exclusively
  malformed: typeof malformed
  share: typeof share
}

/**
 * In development a token stands for the browser. It is kept in a cookie of the app's own host, plain and suffixed
 * as Clerk's servers read it, and sent as a query parameter. A hosted sign-in page puts it into the address of the
 * page that it sends back here: that one wins. The token outlives its client: signing out forgets nothing here.
 */
export function devBrowser(wire: Wire, tools: Tools): Authorize {
  const { ambient, publishableKey } = wire
  const { page } = ambient
  let memory: string | undefined
  let refused: string | undefined
  const names = twinNames(parameter, publishableKey)

  /** The one that stands for this browser, but for the one that was refused. */
  async function find(): Promise<string | undefined> {
    const token = (await names).map((name) => readCookie(ambient, name)).find(isToken) ?? memory
    return token === refused ? undefined : token
  }

  async function write(token: string) {
    memory = token
    for (const name of await names) writeCookie(ambient, name, token)
    // Browsers hand cookies to their other tabs a little later; reading waits for that, and the lock with it.
    return find()
  }

  /** Takes over the token in the page's address, and takes it away there. */
  async function adopt() {
    const address = page?.url() ?? ''
    const [found, before, separator, token, next] = inAddress.exec(address) ?? []
    if (!found) return
    page?.replaceUrl(before + (next && separator)! + address.slice(found.length))
    if (isToken(token)) await write(token)
  }

  /** Another tab may have made one while this one waited: that one is taken, unless it is the refused one. */
  const obtain = () =>
    tools.share(wire, 'dev-browser', () =>
      tools.exclusively(wire, 'dev-browser', async () => (await find()) ?? write(await create(wire, tools))),
    )

  const adoption = adopt()

  return async (_, request, refusedUrl) => {
    refused = refusedUrl?.searchParams.get(parameter) ?? refused
    await adoption
    const sent = (await find()) ?? (await obtain())!
    request.url.searchParams.set(parameter, sent)
    request.credentials = 'include'
    return async ({ headers }) => {
      const token = headers.get('Clerk-Db-Jwt')
      // An echo of what was sent is no news, and must not undo what another tab has written meanwhile.
      if (token !== sent && isToken(token)) await write(token)
    }
  }
}

/** Nothing stands for this browser yet. */
const bare = { authorize: () => undefined }

/** `POST /v1/dev_browser`. @returns its token. */
async function create(wire: Wire, { callFapi, malformed }: Tools): Promise<string> {
  const { json, error } = await callFapi(wire, { method: 'POST', path: '/dev_browser' }, bare)
  if (error) throw error
  const body = json as { id?: unknown; token?: unknown } | null
  const given = body?.token ?? body?.id
  if (isToken(given)) return given
  throw malformed('dev browser.id')
}
