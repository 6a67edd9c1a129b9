import { baseUrl } from '../core/wire/baseUrl'
import { FrontdeskError } from '../core/wire/errors'
import { parsePublishableKey } from '../core/wire/publishableKey'
import { cookieSuffix } from '../core/wire/security/cookieSuffix'
import { deciding, tellFailed } from './calling'
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

/** @throws FrontdeskError `invalid_publishable_key`, `invalid_secret_key`, `keys_differ`, `origins_required`, `invalid_origin`, `invalid_proxy_url`, `invalid_domain`, `invalid_url` */
export function readOptions(options: FrontdeskServerOptions): Settings {
  const key = parsePublishableKey(options.publishableKey)
  const secretKey = `${options.secretKey ?? ''}`.trim()
  const [, type] = /^sk_(test|live)_\S+$/.exec(secretKey) ?? []
  if (!type) throw new FrontdeskError('invalid_secret_key')
  const { isDevelopment: isTest } = key
  if ((type === 'test') !== isTest) throw new FrontdeskError('keys_differ', { about: type })
  const { origins, proxyUrl, satellite } = options
  if (!origins && !isTest) throw new FrontdeskError('origins_required')
  const { signInUrl, tasksUrl, apiUrl, satellites } = options
  for (const [name, url] of Object.entries({ signInUrl, tasksUrl })) checkUrl(name, url || '/', 'https://app')
  checkUrl('apiUrl', apiUrl || 'https://api')
  if (satellite) checkUrl('satellite.signInUrl', satellite.signInUrl)
  const domain = satellite?.domain ?? options.domain
  const base = baseUrl(key, { proxyUrl, domain })
  const isRelative = `${proxyUrl ?? ''}`.trim().startsWith('/')
  return {
    ...options,
    satellites: satellites?.map(parseOrigin),
    handshake: deciding('handshake', options.handshake),
    stale: deciding('stale', options.stale),
    claims: deciding('claims', options.claims),
    publishableKey: key.publishableKey,
    secretKey,
    isTest,
    isAllowed: allowing(origins),
    frontendApi: (origin) => (isRelative ? baseUrl(key, { proxyUrl }, origin) : base),
    suffix: cookieSuffix(key.publishableKey),
  }
}

function allowing(origins: FrontdeskServerOptions['origins']): Settings['isAllowed'] {
  if (typeof origins === 'function') {
    return (origin) => {
      try {
        return origin !== nowhere.origin && origins(origin)
      } catch (error) {
        // It is asked about what stands in tokens that nobody has verified yet.
        tellFailed('origins', error)
        return false
      }
    }
  }
  if (!origins) return isLoopback
  const list = new Set(origins.map(parseOrigin))
  return (origin) => list.has(origin)
}

/** Headers alone have no address: this one is nobody's. */
export const nowhere: URL = new URL('http://frontdesk.invalid/')

/** @throws FrontdeskError `invalid_url` */
function checkUrl(name: string, given: string, base?: string): void {
  const isUrl = URL.canParse(given, base) && /^https?:$/.test(new URL(given, base).protocol)
  if (!isUrl) throw new FrontdeskError('invalid_url', { about: name })
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
