import {
  type AppServer,
  type Browser,
  createBrowser,
  createFapi,
  type Fapi,
  type FapiOptions,
  type KeyType,
  type Visit,
  type VisitOptions,
} from 'frontdesk/fapi'
import { decodeJwt } from 'jose'
import { sharedKey } from '../../src/fapi/testCaller'

export interface VisitorOptions {
  keyType: KeyType
  box?: FapiOptions
  /** For a second browser of one box. */
  fapi?: Fapi
  blockCookies?: boolean
  /** Where the app reaches the Frontend API, if not at the key's own host. */
  fapiUrl?: string
}

/** A person at a browser in memory, with the cookies of an app and of a box. */
export interface Visitor {
  readonly fapi: Fapi
  readonly browser: Browser
  /** The app's. */
  readonly origin: string
  /** The Frontend API's, with its path. */
  readonly fapiBase: string
  /** Goes to a page of the app, or asks in another way. */
  visit(server: AppServer, path?: string, options?: VisitOptions): Promise<Visit>
  /** Calls the Frontend API as a page of the app does. */
  call(path: string, form?: Record<string, string>): Promise<Response>
  /** Signs in on the Frontend API; gives the session's id. In development the page notes it, as clerk-js does. */
  signIn(name: string): Promise<string>
  /** The value of one of the app's cookies. */
  cookie(name: string): string | undefined
  /** Sets a cookie of the app and its twin. */
  put(name: string, value: string | number): Promise<void>
  /** Stores `Set-Cookie` lines as an answer of the app's server. */
  store(...lines: string[]): Promise<void>
  /** Loses cookies of the app and their twins. */
  lose(...names: string[]): Promise<void>
  /** Puts a token in the cookies that was issued some seconds ago, and a sign-in from before. Gives the token. */
  holdOldToken(session: string, seconds: number): Promise<string>
}

export async function createVisitor(options: VisitorOptions): Promise<Visitor> {
  const { keyType, box, blockCookies, fapiUrl } = options
  const fapi = options.fapi ?? createFapi({ keyType, signingKey: await sharedKey(), ...box })
  const browser = createBrowser({ fapi, blockCookies, fapiUrl })
  const page = () => browser.openTab().ambient
  const origin = new URL(page().page.url()).origin
  const host = atob(fapi.publishableKey.split('_')[2]!).slice(0, -1)
  const fapiBase = new URL(fapiUrl ?? `https://${host}`, origin).href.replace(/\/$/, '')
  const digest = await crypto.subtle.digest('SHA-1', new TextEncoder().encode(fapi.publishableKey))
  const suffix = Buffer.from(digest).toString('base64url').slice(0, 8)
  const twins = (name: string) => [name, `${name}_${suffix}`]
  const isApps = ({ domain }: { domain: string }) => `.${new URL(origin).hostname}`.endsWith(`.${domain}`)

  const visitor: Visitor = {
    fapi,
    browser,
    origin,
    fapiBase,
    visit: (server, path = '/', given) => browser.visit(new URL(path, origin).href, server, given),
    call(path, form = {}) {
      const url = new URL(`${fapiBase}${path}`)
      const devBrowser = visitor.cookie('__clerk_db_jwt')
      if (devBrowser) url.searchParams.set('__clerk_db_jwt', devBrowser)
      const init = { method: 'POST', credentials: 'include', body: new URLSearchParams(form) } as const
      return page().fetch(url.href, init)
    },
    async signIn(name) {
      if (keyType === 'test' && !visitor.cookie('__clerk_db_jwt')) {
        const { id } = (await (await visitor.call('/v1/dev_browser')).json()) as { id: string }
        await visitor.put('__clerk_db_jwt', id)
      }
      const form = { identifier: `${name}@example.com`, password: `${name}-password` }
      const response = await visitor.call('/v1/client/sign_ins', form)
      if (response.status !== 200) throw new Error(`The sign-in was refused: ${await response.text()}`)
      const answer = (await response.json()) as {
        response: { created_session_id: string }
        client: { updated_at: number }
      }
      const uat = Math.floor(answer.client.updated_at / 1000)
      if (keyType === 'test') await visitor.put('__client_uat', uat)
      return answer.response.created_session_id
    },
    cookie: (name) => browser.cookies.find((cookie) => cookie.name === name && isApps(cookie))?.value,
    async put(name, value) {
      await visitor.lose(name)
      await visitor.store(...twins(name).map((twin) => `${twin}=${value}; Path=/`))
    },
    async store(...lines) {
      const headers = new Headers(lines.map((line) => ['set-cookie', line]))
      await visitor.visit(() => new Response(null, { headers }), '/stored')
    },
    async lose(...names) {
      const lost = browser.cookies.filter((cookie) => {
        return isApps(cookie) && names.some((name) => twins(name).includes(cookie.name))
      })
      const lines = lost.map(({ name, path, domain, hostOnly }) => {
        return `${name}=; Path=${path}; Max-Age=0${hostOnly ? '' : `; Domain=${domain}`}`
      })
      if (lines.length > 0) await visitor.store(...lines)
    },
    async holdOldToken(session, seconds) {
      fapi.clock.advance(-seconds * 1000)
      const response = await visitor.call(`/v1/client/sessions/${session}/tokens`)
      fapi.clock.advance(seconds * 1000)
      const { jwt } = (await response.json()) as { jwt: string }
      await visitor.put('__session', jwt)
      await visitor.put('__client_uat', decodeJwt(jwt).iat! - 60)
      return jwt
    },
  }
  return visitor
}
