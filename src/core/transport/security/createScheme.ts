import type { Internals } from '../../internals'
import type { PublishableKey } from '../publishableKey'
import { browserScheme } from './browser'
import { devBrowserScheme } from './devBrowser'
import { nativeScheme } from './native'
import type { SecurityScheme } from './scheme'

/** Native where the app says so; else the key decides between the dev browser and the production cookie. */
export function createScheme(internals: Internals, { isDevelopment }: PublishableKey): SecurityScheme {
  const { scheme, storage } = internals.options
  if (scheme === 'native' && storage) return nativeScheme(storage, `frontdesk:${internals.scope}:client`)
  return isDevelopment ? devBrowserScheme(internals) : browserScheme
}
