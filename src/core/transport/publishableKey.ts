import { FrontdeskError } from '../errors'

export interface PublishableKey {
  /** The host of the Frontend API, e.g. `clerk.example.com`. */
  frontendApi: string
  instanceType: 'development' | 'production'
}

/**
 * Reads a publishable key: `pk_test_` or `pk_live_`, then base64 of `<host>$`.
 *
 * @throws FrontdeskError `invalid_publishable_key`.
 */
export function parsePublishableKey(key: string): PublishableKey {
  const [, type, payload] = /^pk_(test|live)_([A-Za-z0-9+/]+=*)$/.exec(key) ?? []
  const host = decode(payload)
  if (!host || !/^[^$/?#\s@]+\.[^$/?#\s@]+\$$/.test(host)) {
    throw new FrontdeskError('invalid_publishable_key')
  }
  return { frontendApi: host.slice(0, -1), instanceType: type === 'test' ? 'development' : 'production' }
}

function decode(payload: string | undefined): string | undefined {
  try {
    return payload && atob(payload)
  } catch {
    return undefined
  }
}
