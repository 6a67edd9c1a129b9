import { type Ambient, attempt } from '../host/ambient'
import type { Host } from '../host/host'
import { baseUrl } from './baseUrl'
import type { FrontdeskError } from './errors'
import { parsePublishableKey } from './publishableKey'
import { browserScheme } from './security/browser'
import { developmentScheme } from './security/development'
import type { SecurityScheme } from './security/scheme'

/** Where the Frontend API is, and how requests identify their client. */
export interface WireOptions {
  /** `pk_test_…` or `pk_live_…`. It names the instance, and whether it is development or production. */
  publishableKey: string
  /** A proxy for the Frontend API: an http(s) URL, or a path of this origin. Default: none. */
  proxyUrl?: string | undefined
  /** The app's domain. In production the Frontend API is then `https://clerk.<domain>`. */
  domain?: string | undefined
  /** `nativeScheme()` in native apps. Default: cookies; with a development key, the dev browser. */
  scheme?: SecurityScheme | undefined
  /** Called once for each kind of fault that the app need not know of to go on. Default: in development, the console. */
  onWarning?: ((warning: FrontdeskError) => void) | undefined
}

export interface Wire extends Host {
  readonly publishableKey: string
  /** The base URL of the Frontend API, without a trailing slash. */
  readonly base: string
  /** The origin of the hosted pages in Clerk's Account Portal. */
  readonly portal: string
  readonly scheme: SecurityScheme
  /** The number of the last request. */
  readonly sent: number
  readonly warnOnce: (warning: FrontdeskError) => void
}

export function createWire(host: Host, options: WireOptions): Wire {
  const { onWarning = process.env.NODE_ENV !== 'production' && console.warn } = options
  const said = new Set<string>()
  const state: Omit<Wire, keyof Host> = {
    ...resolve(options, host.ambient),
    sent: 0,
    warnOnce(warning) {
      const kind = warning.message.replace(/\d/g, '')
      if (onWarning && !said.has(kind)) attempt(host.ambient, () => onWarning(warning))
      said.add(kind)
    },
  }
  return Object.assign(host, state)
}

type Resolved = Pick<Wire, 'publishableKey' | 'base' | 'portal' | 'scheme'>

function resolve(options: WireOptions, { page }: Partial<Ambient>): Resolved {
  const key = parsePublishableKey(options.publishableKey)
  return {
    publishableKey: key.publishableKey,
    base: baseUrl(key, options, page?.url()),
    portal: `https://${key.frontendApi.replace(/\bclerk\.(accounts\.)?/, 'accounts.')}`,
    scheme: options.scheme ?? (key.isDevelopment ? developmentScheme : browserScheme),
  }
}

/**
 * Handles with the same scope stand for the same client, however their options are spelled. Letters, digits, `.`, `_`
 * and `-` only: secure stores of phones take no other keys.
 */
export function scopeOf(options: WireOptions, ambient: Partial<Ambient> = {}): string {
  const { publishableKey, base, scheme } = resolve(options, ambient)
  return [publishableKey.replace(/=+$/, ''), base, scheme.name]
    .join(' ')
    .replace(/[^a-z\d.-]/gi, (other) => `_${other.charCodeAt(0)}`)
}
