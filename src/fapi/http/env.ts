import type { Context } from 'hono'
import type { Box } from '../box'
import type { FapiEmail, FapiText } from '../messages'
import type { Caller } from '../security/caller'
import type { Params } from './params'

/**
 * What a `Request` made inside a page cannot carry, because browsers keep these headers to themselves. An
 * in-process browser hands them over beside the request, and takes the cookies back the same way.
 */
export interface FapiHost {
  /** The value of `Cookie`. */
  cookie?: string | undefined
  /** The value of `Origin`. */
  origin?: string | undefined
  /** The value of `Sec-Fetch-Site`. */
  fetchSite?: string | undefined
  /** The value of `Sec-Fetch-Mode`. */
  fetchMode?: string | undefined
  /** The value of `Sec-Fetch-Dest`. */
  fetchDest?: string | undefined
  /** The network address that the request came from. Default: this process. */
  peer?: string | undefined
  /** Where the Frontend API is reached, if that is not where the request says, e.g. `http://localhost:3000/__clerk`. */
  base?: string | undefined
  /** Called with each `Set-Cookie` line of the answer. */
  setCookie?: ((line: string) => void) | undefined
}

/** The variables are read with `c.get`: `c.var` copies them all, each time. */
export interface FapiEnv {
  Bindings: FapiHost
  Variables: {
    box: Box
    caller: Caller
    /** The form in the body; empty when there is none. */
    form: Params
    /** The body itself. */
    bytes: Uint8Array<ArrayBuffer>
    url: URL
    /** Whether the path takes the method. */
    isAllowed: boolean
    query: Params
    /** The e-mail that the request sent. */
    email: FapiEmail | undefined
    /** The text message that the request sent. */
    text: FapiText | undefined
    /** The `Set-Cookie` lines of the answer. */
    setCookies: string[]
  }
}

export type FapiContext = Context<FapiEnv>

const beside = {
  cookie: 'cookie',
  origin: 'origin',
  'sec-fetch-site': 'fetchSite',
  'sec-fetch-mode': 'fetchMode',
  'sec-fetch-dest': 'fetchDest',
} as const

/** One of the headers that the host may hand over beside the request. */
export function hostHeader(c: FapiContext, name: keyof typeof beside): string | undefined {
  return c.env[beside[name]] ?? c.req.header(name)
}
