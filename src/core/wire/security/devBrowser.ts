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
    let token: string | undefined
    const address = page?.url().replace(inAddress, (_, before, separator, given, next) => {
      token = given
      return before + (next && separator)
    })
    if (token === undefined) return
    attempt(() => page?.replaceUrl(address!))
    if (isToken(token)) await write(token)
  }

  const lock = 'dev-browser'
  const obtain = () =>
    tools.share(wire.page, lock, async () => {
      const made = await tools.exclusively(wire, lock, async (held) => held && make(0), 0)
      // What another tab made. Firefox and Safari show its cookie up to 30 ms after it has released the lock.
      return made || tools.exclusively(wire, lock, () => make(5))
    })

  /** `POST /v1/dev_browser`, unless there is a token: looks once, and `more` times. */
  async function make(more: number): Promise<string | undefined> {
    const known = await find()
    if (known) return known
    if (more && !(await tools.sleep(wire, 20))) return make(more - 1)
    const { json, error } = await tools.callFapi(wire, { method: 'POST', path: '/dev_browser' }, bare)
    if (error) throw error
    const { token, id } = Object(json)
    const made = token ?? id
    if (!isToken(made)) throw tools.malformed('dev browser.id')
    // Another tab may have waited long enough meanwhile, made one itself and signed in with it.
    return (await find()) ?? write(made)
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
