import { orElse } from '../host/orElse'
import { FrontdeskError } from '../wire/errors'
import type { Wire } from '../wire/wire'

/** Those that a browser runs, or that lead nowhere. */
const noWayBack = /^(javascript|data|blob|file|about|vbscript):$/

/**
 * Where to come back to: for a page an http(s) URL of the app, for a native app also what the system opens it by.
 *
 * @param redirectUrl - absolute, or relative to the page, if there is one. Default: the page's own.
 * @param allowedOrigins - those of the app beside the page's own.
 * @throws FrontdeskError `invalid_redirect_url` for one that leads elsewhere.
 */
export function redirectTarget(
  { ambient, scheme }: Wire,
  redirectUrl: unknown,
  allowedOrigins: readonly string[] = [],
): URL {
  const page = ambient.page && new URL(ambient.page.url())
  const base = scheme.needsPage ? page : undefined
  const target = orElse(() => new URL((redirectUrl ?? page) as string, base))
  const isOwn =
    target &&
    !(target.username + target.password) &&
    (base
      ? /^https?:$/.test(target.protocol) && [base.origin, ...allowedOrigins].includes(target.origin)
      : !noWayBack.test(target.protocol))
  if (!isOwn) throw invalidRedirectUrl(redirectUrl)
  return target
}

/** What is behind the path may be a secret. */
export const invalidRedirectUrl = (given: unknown) =>
  new FrontdeskError('invalid_redirect_url', { about: `${given}`.replace(/[?#].*/s, '') })
