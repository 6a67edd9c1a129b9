import type { exclusively } from '../../host/locks'
import type { share } from '../../host/share'
import type { sleep } from '../../host/sleep'
import type { malformed } from '../errors'
import type { callFapi } from '../request'
import type { Wire } from '../wire'
import { attempt, readCookie, twinNames, writeCookie } from './cookies'
import type { Authorize } from './scheme'

const parameter = '__clerk_db_jwt'
const tokenFormat = /^[\w.-]+$/
const inAddress = /^([^#]*)([?&])__clerk_db_jwt=([^&#]*)(&?)/

const isToken = (value: unknown): value is string => typeof value === 'string' && tokenFormat.test(value)

/** Where no cookie is kept, the roots of a page have the token in common all the same. */
const memory = new WeakMap<object, string>()

/** Passed in: with imports, bundlers would split the app into more files. */
interface Tools {
  callFapi: typeof callFapi
  exclusively: typeof exclusively
  malformed: typeof malformed
  share: typeof share
  sleep: typeof sleep
}

/**
 * In development a token identifies the browser, as a query parameter. It is kept in cookies of the app's host,
 * also after a sign-out. A token that a hosted sign-in page added to the page's URL wins.
 */
export function devBrowser(wire: Wire, tools: Tools): Authorize {
  const { ambient, publishableKey } = wire
  const { page } = ambient
  let refused: string | undefined
  const names = twinNames(parameter, publishableKey)

  async function find(): Promise<string | undefined> {
    const token =
      (await names).map((name) => readCookie(ambient, name)).find(isToken) ?? memory.get(wire.page)
    return token === refused ? undefined : token
  }

  async function write(token: string) {
    memory.set(wire.page, token)
    for (const name of await names) writeCookie(ambient, name, token)
    // Browsers share a new cookie with other tabs a little later. Read it back before releasing the lock.
    return find()
  }

  async function adopt() {
    const address = page?.url() ?? ''
    const [found, before, separator, token, next] = inAddress.exec(address) ?? []
    if (!found) return
    attempt(() => page?.replaceUrl(before + (next && separator)! + address.slice(found.length)))
    if (isToken(token)) await write(token)
  }

  const obtain = () =>
    tools.share(wire.page, 'dev-browser', async () => {
      const lock = 'dev-browser'
      const made = await tools.exclusively(wire, lock, async (held) => held && make(), 0)
      return made || tools.exclusively(wire, lock, async () => (await findAnew()) ?? make())
    })

  async function make() {
    const known = await find()
    if (known) return known
    const made = await create(wire, tools)
    // Another tab may have waited long enough meanwhile, made one itself and signed in with it.
    return (await find()) ?? write(made)
  }

  /** What another tab made. Firefox and Safari show its cookie up to 30 ms after it has released the lock. */
  async function findAnew() {
    for (let looks = 0; looks < 5; looks++) {
      const token = await find()
      if (token || (await tools.sleep(wire, 20))) return token
    }
    return undefined
  }

  const adoption = adopt()

  return async (_, request, refusedUrl) => {
    refused = refusedUrl?.searchParams.get(parameter) ?? refused
    await adoption
    const sent = (await find()) ?? (await obtain())!
    const [own] = await names
    // Another library may have written the plain one only. Servers go by the twins of the session's cookies.
    if (!readCookie(ambient, own!)) writeCookie(ambient, own!, sent)
    request.url.searchParams.set(parameter, sent)
    request.credentials = 'include'
    return async ({ headers }) => {
      const token = headers.get('Clerk-Db-Jwt')
      // Ignore an echo: another tab may have written a newer token meanwhile.
      if (token !== sent && isToken(token)) await write(token)
    }
  }
}

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
