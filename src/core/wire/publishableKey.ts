import { FrontdeskError } from './errors'

export interface PublishableKey {
  publishableKey: string
  frontendApi: string
  isDevelopment: boolean
}

/**
 * `pk_test_` or `pk_live_`, then base64 of `<host>$`. Blanks around it are dropped.
 *
 * @throws FrontdeskError `invalid_publishable_key`.
 */
export function parsePublishableKey(given: string): PublishableKey {
  const publishableKey = `${given}`.trim()
  try {
    const [, type, payload] = /^pk_(test|live)_(\S+)$/.exec(publishableKey)!
    const [, frontendApi] = /^([\w-]+(\.[\w-]+)+(:\d+)?)\$$/.exec(atob(payload!))!
    new URL(`https://${frontendApi}`)
    return { publishableKey, frontendApi: frontendApi!, isDevelopment: type === 'test' }
  } catch {
    // No more than its start: it may be a secret.
    throw new FrontdeskError('invalid_publishable_key', { about: publishableKey.slice(0, 9) })
  }
}
