import type { Host } from '../host/host'
import { baseUrl } from './baseUrl'
import { parsePublishableKey } from './publishableKey'
import { browserScheme } from './security/browser'
import { developmentScheme } from './security/development'
import type { SecurityScheme } from './security/scheme'

/** Where the Frontend API is, and who asks. */
export interface WireOptions {
  /** `pk_test_…` or `pk_live_…`: names the instance and says development or production. */
  publishableKey: string
  /** Where the Frontend API is reached instead of the key's host: an http(s) URL, or a path of this origin. */
  proxyUrl?: string | undefined
  /** The app's domain in production: the Frontend API is then `https://clerk.<domain>`. */
  domain?: string | undefined
  /** `nativeScheme()` in native apps. Default: a browser's, by cookies, and in development the dev browser. */
  scheme?: SecurityScheme | undefined
}

/** A handle that can ask the Frontend API. */
export interface Wire extends Host {
  readonly publishableKey: string
  /** What every path of the Frontend API hangs on, without a trailing slash. */
  readonly base: string
  readonly scheme: SecurityScheme
  /** How many requests were sent. */
  readonly sent: number
}

/** @throws FrontdeskError `invalid_publishable_key`, `invalid_proxy_url`, `invalid_domain`. */
export function createWire(host: Host, options: WireOptions): Wire {
  const { publishableKey } = options
  const key = parsePublishableKey(publishableKey)
  const state: Omit<Wire, keyof Host> = {
    publishableKey,
    base: baseUrl(key, options, host.ambient.page?.url()),
    scheme: options.scheme ?? (key.isDevelopment ? developmentScheme : browserScheme),
    sent: 0,
  }
  return Object.assign(host, state)
}

/** What two handles must have in common to stand for the same client. */
export const scopeOf = ({ publishableKey, proxyUrl, domain, scheme }: WireOptions): string =>
  [publishableKey, proxyUrl, domain, scheme?.name].join('|')
