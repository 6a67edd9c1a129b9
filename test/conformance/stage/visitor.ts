import { request } from 'node:http'
import type { Fapi, KeyType } from 'frontdesk/fapi'
import { createJar, type Jar } from '../../../src/fapi/browser/jar'
import type { ServerAuth } from './app'

/** One request of a visit, and its answer. */
export interface Hop {
  url: URL
  status: number
  headers: Headers
  /** Why @clerk/backend decided as it did; null where the box answered. */
  reason: string | null
  body: string
}

/** What became of opening a page of the app's server. */
export interface Visit {
  /** Every request up to the page, redirects included. */
  hops: Hop[]
  /** Why the first answer sent the browser on, if it did. */
  handshake: string | null
  /** Who the app's server took the visitor for in the end. */
  auth: ServerAuth
}

/** A browser as far as servers can tell: it keeps cookies and follows redirects. */
export interface Visitor {
  readonly jar: Jar
  /** Opens a page of the app's server, e.g. `/server`. */
  visit(path?: string, headers?: Record<string, string>): Promise<Visit>
  /** One request to any URL, as a page load; no redirect is followed. */
  open(url: URL | string, headers?: Record<string, string>): Promise<Hop>
  /** Calls the Frontend API as a page of the app does. */
  call(method: 'GET' | 'POST', path: string, form?: Record<string, string>): Promise<Hop>
  /** Signs a user in and comes back to the app with what that left behind. */
  signIn(identifier: string): Promise<Visit>
  /** The value of a cookie that the app's server gets. */
  cookie(name: string): string | undefined
}

interface VisitorOptions {
  fapi: Fapi
  keyType: KeyType
  appUrl: string
  proxyUrl: string
}

const navigation = {
  accept: 'text/html,application/xhtml+xml',
  'sec-fetch-dest': 'document',
  'sec-fetch-mode': 'navigate',
  'sec-fetch-site': 'none',
}

export function createVisitor({ fapi, keyType, appUrl, proxyUrl }: VisitorOptions): Visitor {
  const jar = createJar(false)
  const app = new URL(appUrl)
  let devBrowser: string | undefined

  async function send(method: string, url: URL, headers: Record<string, string>, body = ''): Promise<Hop> {
    const cookie = jar.header(url)
    const answer = await exchange(method, url, { ...headers, ...(cookie && { cookie }) }, body)
    for (const line of answer.headers.getSetCookie()) jar.store(url, line)
    return answer
  }

  const visitor: Visitor = {
    jar,
    open: (url, headers) => send('GET', new URL(url), { ...navigation, ...headers }),
    async visit(path = '/server', headers = {}) {
      const hops: Hop[] = []
      for (
        let url = new URL(path, app);
        hops.length < 12;
        url = new URL(hops.at(-1)!.headers.get('location')!, url)
      ) {
        const hop = await visitor.open(url, headers)
        hops.push(hop)
        if (!hop.headers.has('location')) break
      }
      const last = hops.at(-1)!
      if (last.status !== 200) throw new Error(`${last.url} answered ${last.status}: ${last.body}`)
      return { hops, handshake: hops.length > 1 ? hops[0]!.reason : null, auth: JSON.parse(last.body) }
    },
    async call(method, path, form = {}) {
      const url = new URL(`${proxyUrl}${path}`)
      if (devBrowser) url.searchParams.set('__clerk_db_jwt', devBrowser)
      const isOwn = url.origin === app.origin
      const headers = {
        'content-type': 'application/x-www-form-urlencoded',
        'sec-fetch-site': isOwn ? 'same-origin' : 'same-site',
        'sec-fetch-mode': 'cors',
        ...(method === 'POST' || !isOwn ? { origin: app.origin } : {}),
      }
      return send(method, url, headers, new URLSearchParams(form).toString())
    },
    async signIn(identifier) {
      const { password } = fapi.users.find((user) => user.identifier === identifier)!
      if (keyType === 'test' && !devBrowser) {
        const { body } = await visitor.call('POST', '/v1/dev_browser')
        devBrowser = (JSON.parse(body) as { id: string }).id
      }
      const { status, body } = await visitor.call('POST', '/v1/client/sign_ins', { identifier, password })
      if (status !== 200) throw new Error(`The sign-in was refused: ${body}`)
      // In development an app of another host gets the browser's token in the URL, as clerk-js does it.
      return visitor.visit(devBrowser ? `/server?__clerk_db_jwt=${devBrowser}` : '/server')
    },
    cookie: (name) => jar.all.find((cookie) => cookie.name === name && cookie.domain === app.hostname)?.value,
  }
  return visitor
}

/** One request over HTTP with exactly these headers, which `fetch` would not leave alone. */
function exchange(method: string, url: URL, headers: Record<string, string>, body: string): Promise<Hop> {
  return new Promise((resolve, reject) => {
    const outgoing = request(url, { method, headers, agent: false }, async (incoming) => {
      const chunks: Buffer[] = []
      for await (const chunk of incoming) chunks.push(chunk)
      const received = new Headers()
      for (let at = 0; at < incoming.rawHeaders.length; at += 2)
        received.append(incoming.rawHeaders[at]!, incoming.rawHeaders[at + 1]!)
      const reason = received.get('x-clerk-auth-reason')
      resolve({
        url,
        status: incoming.statusCode!,
        headers: received,
        reason,
        body: Buffer.concat(chunks).toString(),
      })
    })
    outgoing.on('error', reject)
    outgoing.end(body)
  })
}
