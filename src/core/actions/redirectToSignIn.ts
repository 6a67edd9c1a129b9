import type { Frontdesk } from '../frontdesk'
import { listen } from '../host/listen'
import { orElse } from '../host/orElse'
import { away } from '../store/tabSession'
import { toCamelCase } from '../wire/case'
import { FrontdeskError, malformed } from '../wire/errors'
import { refuseOnServer } from '../wire/onServer'
import { callFapi } from '../wire/request'
import { record, string } from '../wire/shape'

/** Parameters of `redirectToSignIn()`. */
export interface RedirectToSignInParameters {
  /** Where to come back to: a URL of this page's origin, absolute or relative to the page. Default: the page's own. */
  redirectUrl?: string | undefined
  /** Goes to the hosted page. Default: `location.assign()`. */
  navigate?: ((url: string) => void) | undefined
}

const readEnvironment = record({ displayConfig: record({ signInUrl: string }) })

/**
 * Leaves for the instance's hosted sign-in page, as `GET /v1/environment` names it. Who is chosen there is this tab's
 * session when it comes back. In development the URL contains the dev browser's token.
 *
 * @throws TypeError for a `redirectUrl` that leads elsewhere, FrontdeskError if it is not known where to go, e.g.
 *   `page_missing` outside a browser.
 *
 * @example
 * <button onClick={() => redirectToSignIn(frontdesk, { redirectUrl: '/inbox' })}>Add an account</button>
 */
export async function redirectToSignIn(
  frontdesk: Frontdesk,
  { redirectUrl, navigate = (url) => location.assign(url) }: RedirectToSignInParameters = {},
): Promise<void> {
  const engine = frontdesk._internal
  const { ambient, lastActive, onAwake, scheme } = engine
  refuseOnServer(engine)
  if (!ambient.page) throw new FrontdeskError('page_missing')
  const page = new URL(ambient.page.url())
  const target = new URL(redirectUrl ?? page, page)
  if (target.origin !== page.origin || !/^https?:$/.test(target.protocol))
    throw new TypeError(`redirectUrl leads elsewhere: ${redirectUrl}`)
  const { json, error } = await callFapi(engine, { method: 'GET', path: '/environment' })
  if (error) throw error
  const { displayConfig } = readEnvironment(toCamelCase(json), 'environment')
  const url = orElse(() => new URL(displayConfig.signInUrl))
  if (!url || !/^https?:$/.test(url.protocol)) throw malformed('environment.displayConfig.signInUrl')
  url.searchParams.set('redirect_url', target.href)
  await scheme.authorize(engine, { url, headers: new Headers(), credentials: 'include' })
  const before = lastActive?.read()
  navigate(url.href)
  lastActive?.write(away)
  const stop = listen(onAwake)((isRestored) => {
    // Whoever goes back has chosen nobody.
    if (!isRestored) return
    lastActive?.write(before)
    stop()
  })
}
