import type { Internals } from '../../internals'
import { exclusively } from '../../sync/locks'
import type { PublishableKey } from '../publishableKey'
import { createTransport } from '../request'
import { browserScheme } from './browser'
import { createDevBrowser, devBrowserScheme } from './devBrowser'
import { nativeScheme } from './native'
import type { SecurityScheme } from './scheme'

/** Native where the app says so; else the key decides between the dev browser and the production cookie. */
export function createScheme(
  { ambient, options, scope }: Internals,
  { isDevelopment }: PublishableKey,
  base: () => string,
): SecurityScheme {
  const { publishableKey, scheme, storage } = options
  if (scheme === 'native' && storage) return nativeScheme(storage, `frontdesk:${scope}:client`)
  if (!isDevelopment) return browserScheme
  // A dev browser under way is a creation: nothing aborts it.
  const lifetime = () => new AbortController().signal
  return devBrowserScheme({
    publishableKey,
    cookies: ambient.cookies,
    secure: Boolean(ambient.page?.url().startsWith('https:')),
    create: () =>
      createDevBrowser(createTransport({ ambient, base, lifetime, scheme: { async authorize() {} } })),
    exclusively: (task) => exclusively(ambient, `frontdesk:${scope}:dev-browser`, task),
  })
}
