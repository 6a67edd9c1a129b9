import { createMiddleware } from 'hono/factory'
import type { FapiContext, FapiEnv } from '../http/env'
import { browser } from './browser'
import { devBrowser } from './devBrowser'
import { checkBrowserHeaders, checkHeaders, checkOrigin, checkSecretKey, isForeign } from './headers'
import { native } from './native'
import type { SecurityScheme } from './scheme'

function schemeOf(c: FapiContext): SecurityScheme {
  if (/^(1|true)$/.test(c.get('query').get('_is_native') ?? '')) return native
  return c.get('box').options.publishableKey.keyType === 'test' ? devBrowser : browser
}

/** Finds out who calls, and gives back what the caller has to keep; every route is below this. */
export const identify = createMiddleware<FapiEnv>(async (c, next) => {
  const scheme = schemeOf(c)
  c.set('caller', { scheme, renewed: false, authorized: false, ...(await scheme.identify(c)) })
  await next()
  // A foreign page may read the refusal, so it must hold no credential.
  if (!isForeign(c)) await scheme.answer(c)
})

/** The rules for everybody; below `identify`, so that a refusal brings back what the caller has to keep. */
export const headerPolicy = createMiddleware<FapiEnv>(async (c, next) => {
  checkHeaders(c)
  await next()
})

/** For what every client may call: the scheme's own rules. */
export const clientCall = createMiddleware<FapiEnv>(async (c, next) => {
  c.get('caller').scheme.authorize(c)
  c.get('caller').authorized = true
  await next()
})

/** For what a browser calls before it has a credential. */
export const anonymousCall = createMiddleware<FapiEnv>(async (c, next) => {
  checkBrowserHeaders(c)
  await next()
})

/** For pages that a browser navigates to: it sends no `Origin` then. */
export const navigation = createMiddleware<FapiEnv>(async (c, next) => {
  checkOrigin(c)
  await next()
  // A visit may bring a dev browser, or another organization.
  c.get('box').saver.changed()
})

/** For servers: `Authorization: Bearer <secret key>`. */
export const secretCall = createMiddleware<FapiEnv>(async (c, next) => {
  checkSecretKey(c)
  await next()
})
