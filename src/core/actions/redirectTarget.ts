import type { Wire } from '../wire/wire'

/**
 * Where a browser is to come back to: an http(s) URL of the app.
 *
 * @param redirectUrl - absolute, or relative to the page. Default: the page's own.
 * @param allowedOrigins - those of the app beside the page's own.
 * @throws TypeError for one that leads elsewhere.
 */
export function redirectTarget(
  { ambient }: Wire,
  redirectUrl: string | URL | undefined,
  allowedOrigins: readonly string[] = [],
): URL {
  const page = new URL(ambient.page!.url())
  const target = new URL(redirectUrl ?? page, page)
  const isOwn = [page.origin, ...allowedOrigins].includes(target.origin)
  if (!isOwn || !/^https?:$/.test(target.protocol))
    throw new TypeError(`redirectUrl leads elsewhere: ${redirectUrl}`)
  return target
}
