import type { Frontdesk } from '../frontdesk'
import { listen } from '../host/listen'
import { orElse } from '../host/orElse'
import { away } from '../store/tabSession'
import { toCamelCase } from '../wire/case'
import { FrontdeskError, malformed } from '../wire/errors'
import { refuseOnServer } from '../wire/onServer'
import { callFapi } from '../wire/request'
import { record, string } from '../wire/shape'
import { redirectTarget } from './redirectTarget'

/** Parameters of `signInUrl()` and `signUpUrl()`. */
export interface HostedPageParameters {
  /** Where to come back to: a URL of this page's origin, absolute or relative to the page. Default: the page's own. */
  redirectUrl?: string | undefined
}

/** Parameters of `redirectToSignIn()` and `redirectToSignUp()`. */
export interface RedirectToHostedPageParameters extends HostedPageParameters {
  /** Goes to the hosted page. Default: `location.assign()`. */
  navigate?: ((url: string) => void) | undefined
}

/** A hosted page, as `GET /v1/environment` names it. */
type HostedPage = 'signInUrl' | 'signUpUrl'

const readEnvironment = record({ displayConfig: record<Record<string, unknown>>({}) })

async function hostedUrl(
  { _internal: engine }: Frontdesk,
  name: HostedPage,
  { redirectUrl }: HostedPageParameters,
): Promise<string> {
  const { ambient, scheme } = engine
  refuseOnServer(engine)
  if (!ambient.page) throw new FrontdeskError('page_missing')
  const target = redirectTarget(engine, redirectUrl)
  const { json, error } = await callFapi(engine, { method: 'GET', path: '/environment' })
  if (error) throw error
  const { displayConfig } = readEnvironment(toCamelCase(json), 'environment')
  const place = `environment.displayConfig.${name}`
  const given = string(displayConfig[name], place)
  const url = orElse(() => new URL(given))
  if (!url || !/^https?:$/.test(url.protocol)) throw malformed(place)
  url.searchParams.set('redirect_url', target.href)
  await scheme.authorize(engine, { url, headers: new Headers(), credentials: 'include' })
  return url.href
}

async function leaveFor(
  frontdesk: Frontdesk,
  name: HostedPage,
  { navigate = (url) => location.assign(url), ...parameters }: RedirectToHostedPageParameters,
): Promise<void> {
  const { lastActive, onAwake } = frontdesk._internal
  const url = await hostedUrl(frontdesk, name, parameters)
  const before = lastActive?.read()
  navigate(url)
  lastActive?.write(away)
  const stop = listen(onAwake)((isRestored) => {
    // Whoever goes back has chosen nobody.
    if (!isRestored) return
    lastActive?.write(before)
    stop()
  })
}

/**
 * The URL of the instance's hosted sign-in page, as `GET /v1/environment` names it. In development it contains the dev
 * browser's token: navigate to it, but show it to nobody. Who comes back from there is who was chosen there, where the
 * browser says that one comes from there; `redirectToSignIn()` needs no such word.
 *
 * @throws FrontdeskError `invalid_redirect_url` for one that leads elsewhere; or it is not known where to go, e.g.
 *   `page_missing` outside a browser.
 */
export const signInUrl = (frontdesk: Frontdesk, parameters: HostedPageParameters = {}): Promise<string> =>
  hostedUrl(frontdesk, 'signInUrl', parameters)

/**
 * The URL of the instance's hosted sign-up page; see `signInUrl()`.
 *
 * @throws as `signInUrl()`.
 */
export const signUpUrl = (frontdesk: Frontdesk, parameters: HostedPageParameters = {}): Promise<string> =>
  hostedUrl(frontdesk, 'signUpUrl', parameters)

/**
 * Leaves for the instance's hosted sign-in page, see `signInUrl()`. Who is chosen there is this tab's session when it
 * comes back.
 *
 * @throws as `signInUrl()`.
 *
 * @example
 * <button onClick={() => redirectToSignIn(frontdesk, { redirectUrl: '/inbox' })}>Add an account</button>
 */
export const redirectToSignIn = (
  frontdesk: Frontdesk,
  parameters: RedirectToHostedPageParameters = {},
): Promise<void> => leaveFor(frontdesk, 'signInUrl', parameters)

/**
 * Leaves for the instance's hosted sign-up page, see `signInUrl()`. Who signs up there is this tab's session when it
 * comes back.
 *
 * @throws as `signInUrl()`.
 */
export const redirectToSignUp = (
  frontdesk: Frontdesk,
  parameters: RedirectToHostedPageParameters = {},
): Promise<void> => leaveFor(frontdesk, 'signUpUrl', parameters)
