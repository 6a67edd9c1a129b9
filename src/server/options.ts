import type { Json } from '../core/store/initialState'
import type { Verdict, VerdictEvent } from './verdicts'

/** Which organization a URL asks for, in Clerk's own patterns, e.g. `/orgs/:slug/(.*)`. */
export interface OrganizationSync {
  /** With `:slug` or `:id`. */
  readonly organizationPatterns?: readonly string[] | undefined
  /** Where the user is there for themselves. */
  readonly personalAccountPatterns?: readonly string[] | undefined
}

/** What `createFrontdeskServer()` takes. */
export interface FrontdeskServerOptions {
  /** `pk_test_…` or `pk_live_…`, as in the browser. */
  readonly publishableKey: string
  /** `sk_test_…` or `sk_live_…` of the same instance. Never leaves the server but to the Backend API. */
  readonly secretKey: string
  /** The instance's public key in PEM. With it no key is ever fetched. */
  readonly jwtKey?: string | undefined
  /**
   * The app's own origins, e.g. `https://app.example.com`: which hosts requests may be for, where a round trip may come
   * back to, and which apps' tokens count (`azp`). A function that throws says no. Required with `pk_live_…`. Default in development: this machine.
   */
  readonly origins?: readonly string[] | ((origin: string) => boolean) | undefined
  /** As in the browser, and equal to it. */
  readonly proxyUrl?: string | undefined
  /** As in the browser, and equal to it. */
  readonly domain?: string | undefined
  /** Whether `X-Forwarded-Host` and `-Proto` come from a proxy of yours. They still must name one of `origins`. Default: false. */
  readonly trustForwarded?: boolean | undefined
  /** Which page loads may be sent round, e.g. not those of bots. Default: all. For others `auth.status` is `unknown`. */
  readonly handshake?: ((request: Request) => boolean) | undefined
  /**
   * Answers a request for data whose session is stale in a framework's own words, e.g. so that it loads the whole page.
   * `url` is the request's, without what round trips put there. Default: none; the app answers.
   */
  readonly stale?:
    | ((request: Request, to: { url: URL; verdict: Verdict }) => Response | undefined)
    | undefined
  /** Where `deny()` sends who is signed out: a URL, or a path of the app. Default: nowhere, the answer is 401. */
  readonly signInUrl?: string | undefined
  /** Where `deny()` sends whose session is pending. Default: nowhere, the answer is 401. */
  readonly tasksUrl?: string | undefined
  /** Makes the organization that a URL names the session's active one, at the price of a round trip. */
  readonly organizations?: OrganizationSync | undefined
  /** This app is a satellite: its own domain, and the primary app's sign-in page. */
  readonly satellite?:
    | { readonly domain: string; readonly signInUrl: string; readonly autoSync?: boolean | undefined }
    | undefined
  /** The origins of this app's satellites, who may ask it who is signed in. Default: none. */
  readonly satellites?: readonly string[] | undefined
  /** What of the token's claims the first render is to know. It is part of the HTML. Default: nothing but role and permissions. */
  readonly claims?: ((claims: Readonly<Record<string, unknown>>) => Record<string, Json>) | undefined
  /** How far the clocks may be apart, in milliseconds. Default: 5000. */
  readonly clockSkewInMs?: number | undefined
  /** Sends the requests to the Backend API, e.g. the box's `fetch` in tests. Default: the global one. */
  readonly fetch?: ((request: Request) => Promise<Response>) | undefined
  /** The Backend API. Default: `https://api.clerk.com`. */
  readonly apiUrl?: string | undefined
  /** Hears whatever was out of the ordinary. What it throws stops no request. Default: the console, in development. */
  readonly onVerdict?: ((event: VerdictEvent) => void) | undefined
}
