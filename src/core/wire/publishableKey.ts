import { FrontdeskError } from './errors'

export interface PublishableKey {
  frontendApi: string
  isDevelopment: boolean
}

/** `pk_test_` or `pk_live_`, then base64 of `<host>$`. @throws FrontdeskError `invalid_publishable_key`. */
export function parsePublishableKey(key: string): PublishableKey {
  try {
    const [, type, payload] = /^pk_(test|live)_([A-Za-z0-9+/]+=*)$/.exec(key)!
    const [, frontendApi] = /^([\w-]+(?:\.[\w-]+)+(?::\d+)?)\$$/.exec(atob(payload!))!
    new URL(`https://${frontendApi}`)
    return { frontendApi: frontendApi!, isDevelopment: type === 'test' }
  } catch {
    throw new FrontdeskError('invalid_publishable_key')
  }
}
