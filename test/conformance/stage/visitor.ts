import type { Fapi, KeyType } from 'frontdesk/fapi'
import { createJar, type Jar } from '../../../src/fapi/browser/jar'
import type { ServerAuth } from './app'
import { exchange, type Hop } from './exchange'
import type { Transport } from './stage'

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
  /** Writes a cookie and its twin, as clerk-js does. */
  write(name: string, value: string): void
  /** Loses a cookie and its twin. */
  forget(name: string): void
  /** Which cookies it accepts. Default: all. */
  keeps: (name: string) => boolean
}

interface VisitorOptions {
  fapi: Fapi
  keyType: KeyType
  transport: Transport
  appUrl: string
  proxyUrl: string
}

const navigation = {
  accept: 'text/html,application/xhtml+xml',
  'sec-fetch-dest': 'document',
  'sec-fetch-mode': 'navigate',
  'sec-fetch-site': 'none',
}

export function createVisitor({ fapi, keyType, transport, appUrl, proxyUrl }: VisitorOptions): Visitor {
  const jar = createJar(false)
  const app = new URL(appUrl)
  let devBrowser: string | undefined

  const appCookies = () => jar.all.filter(({ domain }) => domain === app.hostname)
  const twins = (name: string) => {
    const names = appCookies().map((cookie) => cookie.name)
    return names.filter((other) => other === name || new RegExp(`^${name}_[\\w-]{8}$`).test(other))
  }

  async function send(method: string, url: URL, headers: Record<string, string>, body = ''): Promise<Hop> {
    // The SDK asks for a nonce only; that a token would do as well is for us to see.
    const isRoundTrip = url.pathname.endsWith('/v1/client/handshake')
    if (isRoundTrip && transport === 'token') url.searchParams.set('format', 'token')
    const cookie = jar.header(url)
    const answer = await exchange(method, url, { ...headers, ...(cookie && { cookie }) }, body)
    for (const line of answer.headers.getSetCookie())
      if (visitor.keeps(line.split('=')[0]!)) jar.store(url, line)
    return answer
  }

  const visitor: Visitor = {
    jar,
    open: (url, headers) => send('GET', new URL(url), { ...navigation, ...headers }),
    async visit(path = '/server', headers = {}) {
      const hops: Hop[] = []
      // It lives for two seconds; a person takes longer from one page to the next.
      visitor.forget('__clerk_redirect_count')
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
      const { status, body } = await visitor.call('POST', '/v1/client/sign_ins', {
        identifier,
        password: password!,
      })
      if (status !== 200) throw new Error(`The sign-in was refused: ${body}`)
      // In development an app of another host gets the browser's token in the URL, as clerk-js does it.
      return visitor.visit(devBrowser ? `/server?__clerk_db_jwt=${devBrowser}` : '/server')
    },
    cookie: (name) => appCookies().find((cookie) => cookie.name === name)?.value,
    write(name, value) {
      for (const twin of twins(name)) jar.store(app, `${twin}=${value}; Path=/; Max-Age=1000`)
    },
    forget(name) {
      for (const twin of twins(name)) jar.store(app, `${twin}=; Path=/; Max-Age=0`)
    },
    keeps: () => true,
  }
  return visitor
}
