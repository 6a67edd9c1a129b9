import { createFapi, type Fapi, type FapiOptions, type KeyType } from '../../src/fapi'
import { createJar, type Jar } from '../../src/fapi/browser/jar'
import { createFrontdeskServer, type FrontdeskServer, type FrontdeskServerOptions } from '../../src/server'
import type { ServerContext } from '../../src/server/context'
import type { Verdict } from '../../src/server/verdicts'
import { sharedSigningKey } from './world'

export const keyTypes: readonly KeyType[] = ['test', 'live']

/** One request of a visit, and what it was answered with. */
export interface Hop {
  url: URL
  response: Response
  body: string
  /** Why the browser is sent round, if it is. */
  reason: string | null
}

/** What became of going somewhere: every request, the last of which is no redirect. */
export interface Visit {
  hops: Hop[]
  last: Hop
  /** Who the app was told is there; undefined where it was not asked. */
  status: string | undefined
  userId: string | undefined
}

/** A box, an app's server, and a browser between them. */
export interface ServerStage {
  fapi: Fapi
  server: FrontdeskServer
  /** The app's origin. */
  origin: string
  /** Every verdict so far. */
  verdicts: Verdict[]
  /** What the Backend API has been asked for, e.g. `GET /v1/jwks`. */
  asked: string[]
  /** Ends the names of this instance's cookies. */
  suffix: string
  createVisitor(): Visitor
  /** What the app answers. Default: the status. */
  app: (context: ServerContext) => Response | Promise<Response>
}

export interface StageOptions extends Partial<FrontdeskServerOptions> {
  keyType?: KeyType
  box?: FapiOptions
  /** Stands between the server and the Backend API. */
  between?: (request: Request, next: (request: Request) => Promise<Response>) => Promise<Response>
}

/** A browser as far as servers can tell: cookies, redirects, and the headers that say what a request is for. */
export interface Visitor {
  readonly jar: Jar
  /** Goes to a page, and wherever that leads. */
  visit(path?: string, headers?: Record<string, string>): Promise<Visit>
  /** One request to the app; no redirect is followed. */
  send(path?: string, init?: RequestInit): Promise<Hop>
  /** Signs in as an earlier visit would have left it, and comes back with what the server needs. */
  signIn(name?: string): Promise<void>
  cookie(name: string): string | undefined
  /** Writes a cookie and its twin. */
  write(name: string, value: string): void
  forget(...names: string[]): void
  /** Which cookies it takes. Default: all but what refreshes a token without a round trip: most rows are about those. */
  keeps: (line: string) => boolean
}

export const kinds = {
  document: {
    accept: 'text/html',
    'sec-fetch-dest': 'document',
    'sec-fetch-mode': 'navigate',
    'sec-fetch-site': 'none',
  },
  iframe: {
    accept: 'text/html',
    'sec-fetch-dest': 'iframe',
    'sec-fetch-mode': 'navigate',
    'sec-fetch-site': 'same-origin',
  },
  fetch: {
    accept: '*/*',
    'sec-fetch-dest': 'empty',
    'sec-fetch-mode': 'cors',
    'sec-fetch-site': 'same-origin',
  },
  old: { accept: 'text/html,application/xhtml+xml' },
} satisfies Record<string, Record<string, string>>

export async function createStage({
  keyType = 'live',
  box,
  between = (request, next) => next(request),
  ...options
}: StageOptions = {}): Promise<ServerStage> {
  const fapi = createFapi({ signingKey: await sharedSigningKey(), keyType, ...box })
  const origin = keyType === 'live' ? 'https://frontdesk.example' : 'http://localhost:3000'
  const fapiOrigin = `https://${keyType === 'live' ? 'clerk.frontdesk.example' : 'foo-bar-13.clerk.accounts.dev'}`
  const verdicts: Verdict[] = []
  const asked: string[] = []
  const server = createFrontdeskServer({
    publishableKey: fapi.publishableKey,
    secretKey: fapi.secretKey,
    origins: [origin],
    apiUrl: 'https://backend.example',
    fetch: (request) => {
      asked.push(`${request.method} ${new URL(request.url).pathname}`)
      return between(request, (next) => fapi.fetch(next))
    },
    onVerdict: ({ request: _, ...verdict }) => verdicts.push(verdict),
    ...options,
  })
  const digest = await crypto.subtle.digest('SHA-1', new TextEncoder().encode(fapi.publishableKey))
  const suffix = Buffer.from(digest).toString('base64url').slice(0, 8)
  const stage: ServerStage = {
    fapi,
    server,
    origin,
    verdicts,
    asked,
    suffix,
    createVisitor,
    app: ({ auth }) => Response.json({ status: auth.status, userId: auth.userId }),
  }

  function createVisitor(): Visitor {
    const jar = createJar(false)
    async function exchange(url: URL, init: RequestInit): Promise<Hop> {
      const headers = new Headers(init.headers)
      const cookie = jar.header(url)
      if (cookie && !headers.has('cookie')) headers.set('cookie', cookie)
      const request = new Request(url, { ...init, headers })
      const response =
        url.origin === fapiOrigin
          ? await fapi.fetch(request)
          : await server.handle(request, (context) => stage.app(context))
      for (const line of response.headers.getSetCookie()) if (visitor.keeps(line)) jar.store(url, line)
      const location = response.headers.get('location')
      const reason = location ? new URL(location, url).searchParams.get('__clerk_hs_reason') : null
      return { url, response, reason, body: await response.clone().text() }
    }
    const twins = (name: string) => [name, `${name}_${suffix}`]
    const visitor: Visitor = {
      jar,
      keeps: (line) => !line.startsWith('__refresh_'),
      send: (path = '/', init = {}) =>
        exchange(new URL(path, origin), {
          ...init,
          headers: { ...kinds.document, ...(init.headers as object) },
        }),
      async visit(path = '/', headers = {}) {
        const hops: Hop[] = []
        let url = new URL(path, origin)
        for (;;) {
          const hop = await exchange(url, { headers: { ...kinds.document, ...headers } })
          hops.push(hop)
          const location = hop.response.headers.get('location')
          if (!location) break
          if (hops.length > 20) throw new Error('It goes round for ever.')
          url = new URL(location, url)
        }
        const last = hops.at(-1)!
        const isJson = last.response.headers.get('content-type')?.includes('json')
        const told = isJson ? (JSON.parse(last.body) as { status?: string; userId?: string }) : {}
        return { hops, last, status: told.status, userId: told.userId }
      },
      async signIn(name = 'alice') {
        const client = await fapi.seedClient({ users: [`${name}@example.com`] })
        const url = new URL(origin)
        if (client.devBrowser !== null) {
          for (const twin of twins('__clerk_db_jwt')) jar.store(url, `${twin}=${client.devBrowser}; Path=/`)
          // In development a page of the app writes it.
          for (const twin of twins('__client_uat')) jar.store(url, `${twin}=1; Path=/`)
        } else {
          jar.store(new URL(fapiOrigin), `__client=${client.clientToken}; Path=/; HttpOnly; Secure`)
          for (const twin of twins('__client_uat')) jar.store(url, `${twin}=1; Path=/`)
        }
        await visitor.visit()
      },
      cookie: (name) => jar.all.find((cookie) => cookie.name === name)?.value,
      write(name, value) {
        for (const twin of twins(name)) jar.store(new URL(origin), `${twin}=${value}; Path=/`)
      },
      forget(...names) {
        for (const { name, domain, hostOnly } of jar.all) {
          const gone = `${name}=; Path=/; Max-Age=0${hostOnly ? '' : `; Domain=${domain}`}`
          if (names.some((each) => twins(each).includes(name))) jar.store(new URL(`https://${domain}`), gone)
        }
      },
    }
    return visitor
  }
  return stage
}
