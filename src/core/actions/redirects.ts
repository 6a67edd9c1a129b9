import type { Engine } from '../engine/engine'
import type { Frontdesk } from '../frontdesk'
import { listen } from '../host/listen'
import { sleep } from '../host/sleep'
import { FrontdeskError } from '../wire/errors'
import { refuseOnServer } from '../wire/onServer'
import { redirectTarget } from './redirectTarget'
import {
  type Beginning,
  goThrough,
  openPopups,
  type SignUpThroughProviderParameters,
  signIn,
  signUp,
  type ThroughProviderParameters,
} from './throughProvider'

/** Where the provider sends the browser back to. */
export interface WayBackParameters {
  /**
   * The page that goes on, with `useRedirectCallback()`: a URL of the app, absolute or relative to the page. Default: the
   * page's own.
   */
  redirectUrl?: string | undefined
  /** The page to go to once signed in, where nothing is left to do. Let it call `useRedirectCallback()`, too. Default: `redirectUrl`. */
  redirectUrlComplete?: string | undefined
  /** Origins of the app beside the page's own, e.g. `https://app.example.com`. Default: none. */
  allowedOrigins?: readonly string[] | undefined
  /**
   * Goes to the provider. If it returns a promise, that is awaited. Default: `location.assign()`, and until the page is
   * gone, so that a second click begins nothing else.
   */
  navigate?: ((url: string) => unknown) | undefined
}

/** Parameters of `signInWithRedirect()`. */
export interface SignInWithRedirectParameters extends ThroughProviderParameters, WayBackParameters {}

/** Parameters of `signUpWithRedirect()`. */
export interface SignUpWithRedirectParameters extends SignUpThroughProviderParameters, WayBackParameters {}

/** Milliseconds in which a page is gone, or stays. */
const goingTime = 5000

/** The page is still there for a moment. Who comes back to it from the history has given up. */
async function leavePage(engine: Engine, url: string): Promise<void> {
  let stop!: () => void
  location.assign(url)
  await sleep(engine, goingTime, (end) => {
    stop = listen(engine.onAwake)((isRestored) => isRestored && end())
  })
  stop()
}

async function leave<Parameters extends ThroughProviderParameters>(
  frontdesk: Frontdesk,
  beginning: Beginning<Parameters>,
  {
    redirectUrl,
    redirectUrlComplete,
    allowedOrigins,
    navigate = (url) => leavePage(frontdesk._internal, url),
    ...parameters
  }: Parameters & WayBackParameters,
): Promise<void> {
  const { _internal: engine } = frontdesk
  refuseOnServer(engine)
  // What is native comes back with a nonce, which no page takes.
  if (!engine.scheme.needsPage) throw new FrontdeskError('page_missing')
  const url = redirectTarget(engine, redirectUrl, allowedOrigins)
  const complete = redirectTarget(engine, redirectUrlComplete ?? url, allowedOrigins)
  // It would be joined, and nobody would leave.
  await openPopups.get(engine.page)?.end()
  await goThrough(
    frontdesk,
    beginning,
    parameters as unknown as Parameters,
    { url, complete, allowedOrigins },
    async (to) => navigate(to),
  )
}

/**
 * Begins a sign-in with a provider, and leaves for it: `POST /v1/client/sign_ins`. On the page that comes back call
 * `handleRedirectCallback()`. In development its URL contains the dev browser's token, which is taken out again there. Of
 * several calls at a time, also of `signUpWithRedirect()`, the first counts: the others leave with it.
 *
 * @throws FrontdeskError, e.g. `invalid_redirect_url` for a URL that leads elsewhere, before anything is sent;
 *   `page_missing` outside a browser: native apps call `signInWithBrowser()`.
 *
 * @example
 * await signInWithRedirect(frontdesk, { strategy: 'oauth_google', redirectUrl: '/signed-in' })
 */
export const signInWithRedirect = (
  frontdesk: Frontdesk,
  parameters: SignInWithRedirectParameters,
): Promise<void> => leave(frontdesk, signIn, parameters)

/**
 * Begins a sign-up with a provider, and leaves for it: `POST /v1/client/sign_ups`. With `continueSignUp`, or by
 * `enterprise_sso` where `missingFields` has `enterpriseSso`, it goes on with the one under way instead:
 * `PATCH /v1/client/sign_ups/{id}`. See `signInWithRedirect()`, which signs new users up, too, where the instance lets them.
 *
 * @throws as `signInWithRedirect()`.
 */
export const signUpWithRedirect = (
  frontdesk: Frontdesk,
  parameters: SignUpWithRedirectParameters,
): Promise<void> => leave(frontdesk, signUp, parameters)
