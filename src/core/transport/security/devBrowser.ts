import type { AmbientCookies } from '../../ambient'
import { malformed } from '../../errors'
import { single } from '../../single'
import { cookieSuffix } from '../cookieSuffix'
import type { Transport } from '../request'
import type { SecurityScheme } from './scheme'

const parameter = '__clerk_db_jwt'
/** What a token may look like: it goes into cookies and URLs. */
const tokenFormat = /^[\w.-]+$/

interface DevBrowserOptions {
  publishableKey: string
  cookies: AmbientCookies | undefined
  secure: boolean
  /** Makes a dev browser; its token. */
  create(): Promise<string>
  /** Runs `task` while no other tab of this origin runs one. */
  exclusively<T>(task: () => Promise<T>): Promise<T>
}

/**
 * DevBrowser: in development a token stands for the browser. It is kept in a cookie of the app's own host,
 * plain and suffixed as Clerk's servers read it, and sent as a query parameter. It outlives its client, as it
 * does with Clerk's own SDK: signing out forgets nothing here.
 */
export function devBrowserScheme(options: DevBrowserOptions): SecurityScheme {
  const { publishableKey, cookies, secure, create, exclusively } = options
  let memory: string | undefined
  let refused: string | undefined
  const names = cookieSuffix(publishableKey).then((suffix) => [
    ...(suffix ? [`${parameter}_${suffix}`] : []),
    parameter,
  ])

  async function read(): Promise<string | undefined> {
    const jar = `; ${cookies?.cookie ?? ''};`
    for (const name of await names) {
      const token = jar.split(`; ${name}=`)[1]?.split(';')[0]
      if (token && tokenFormat.test(token)) return token
    }
    return memory
  }

  async function write(token: string) {
    memory = token
    for (const name of await names) {
      const cookie = `${name}=${token}; Path=/; Max-Age=31536000; SameSite=Lax${secure ? '; Secure' : ''}`
      if (cookies) cookies.cookie = cookie
    }
    // Browsers hand cookies to their other tabs a little later; reading waits for that, and the lock with it.
    await read()
  }

  /** Another tab may have made one while this one waited: that one is taken, unless it is the refused one. */
  const obtain = single(() =>
    exclusively(async () => {
      const found = await read()
      if (found && found !== refused) return found
      const token = await create()
      await write(token)
      return token
    }),
  )

  return {
    async authorize(request) {
      request.url.searchParams.set(parameter, (await read()) ?? (await obtain()))
      request.credentials = 'include'
      return async ({ headers }) => {
        const token = headers.get('Clerk-Db-Jwt')
        if (token && tokenFormat.test(token) && token !== (await read())) await write(token)
      }
    },
    async renew({ url }) {
      refused = url.searchParams.get(parameter) ?? undefined
      await obtain()
      return true
    },
  }
}

/** `POST /v1/dev_browser`: a bare request, since nothing stands for this browser yet. @returns its token. */
export async function createDevBrowser(transport: Transport): Promise<string> {
  const { json, error } = await transport({ method: 'POST', path: '/dev_browser' })
  if (error) throw error
  const { id, token = id } = (json ?? {}) as Record<string, unknown>
  if (typeof token === 'string' && tokenFormat.test(token)) return token
  throw malformed('dev_browser.id', 'id')
}
