import type { Internals } from '../../internals'
import { exclusively } from '../../sync/locks'
import type { PublishableKey } from '../publishableKey'
import { createTransport } from '../request'
import { browserScheme } from './browser'
import { createDevBrowser, devBrowserScheme } from './devBrowser'
import { nativeScheme } from './native'
import { anonymous, type SecurityScheme } from './scheme'

/** A dev browser under way is a creation: it outlives the page's interest in it. */
const never = new AbortController().signal

/** Native where the app says so; else the key decides between the dev browser and the production cookie. */
export function createScheme(
  { ambient, options, scope }: Internals,
  key: PublishableKey,
  base: () => string,
): SecurityScheme {
  const { publishableKey, scheme, storage } = options
  if (scheme === 'native' && storage) return nativeScheme(storage, `frontdesk:${scope}:client`)
  if (key.instanceType === 'production') return browserScheme
  return devBrowserScheme({
    publishableKey,
    cookies: ambient.cookies,
    secure: ambient.page?.url().startsWith('https:') ?? false,
    create: () =>
      createDevBrowser(createTransport({ ambient, base, lifetime: () => never, scheme: anonymous })),
    exclusively: (task) => exclusively(ambient, `frontdesk:${scope}:dev-browser`, task),
  })
}
