import { baseUrl } from '../core/wire/baseUrl'
import { FrontdeskError } from '../core/wire/errors'
import { parsePublishableKey } from '../core/wire/publishableKey'
import { cookieSuffix } from '../core/wire/security/cookieSuffix'
import type { FrontdeskServerOptions } from './options'

/** The options with nothing left open. */
export interface Settings extends FrontdeskServerOptions {
  readonly isTest: boolean
  readonly isAllowed: (origin: string) => boolean
  /** The Frontend API's address for browsers of an app at `origin`. */
  readonly frontendApi: (origin: string) => string
  /** Ends the names of this instance's cookies. */
  readonly suffix: Promise<string | undefined>
}

/** @throws FrontdeskError `invalid_publishable_key`, `invalid_secret_key`, `keys_differ`, `origins_required`, `invalid_origin`, `invalid_proxy_url`, `invalid_domain` */
export function readOptions(options: FrontdeskServerOptions): Settings {
  const key = parsePublishableKey(options.publishableKey)
  const secretKey = `${options.secretKey ?? ''}`.trim()
  const [, type] = /^sk_(test|live)_\S+$/.exec(secretKey) ?? []
  if (!type) throw new FrontdeskError('invalid_secret_key')
  const { isDevelopment: isTest } = key
  if ((type === 'test') !== isTest) throw new FrontdeskError('keys_differ', { about: type })
  const { origins, proxyUrl, satellite } = options
  if (!origins && !isTest) throw new FrontdeskError('origins_required')
  const domain = satellite?.domain ?? options.domain
  const base = baseUrl(key, { proxyUrl, domain })
  const isRelative = `${proxyUrl ?? ''}`.trim().startsWith('/')
  return {
    ...options,
    publishableKey: key.publishableKey,
    secretKey,
    isTest,
    isAllowed: allowing(origins),
    frontendApi: (origin) => (isRelative ? baseUrl(key, { proxyUrl }, origin) : base),
    suffix: cookieSuffix(key.publishableKey),
  }
}

function allowing(origins: FrontdeskServerOptions['origins']): Settings['isAllowed'] {
  if (typeof origins === 'function') return (origin) => origins(origin)
  if (!origins) return isLoopback
  const list = new Set(origins.map(parseOrigin))
  return (origin) => list.has(origin)
}

/** @throws FrontdeskError `invalid_origin` */
function parseOrigin(given: string): string {
  const text = `${given}`.trim().replace(/\/$/, '')
  const isOrigin = /^https?:\/\//i.test(text) && URL.canParse(text)
  const url = isOrigin ? new URL(text) : undefined
  if (!url || `${url.origin}/` !== url.href) throw new FrontdeskError('invalid_origin', { about: text })
  return url.origin
}

/** Whether an origin is of this machine. */
const isLoopback = (origin: string) =>
  /^https?:\/\/((.+\.)?localhost|127\.\d+\.\d+\.\d+|\[::1\])(:\d+)?$/.test(origin)
