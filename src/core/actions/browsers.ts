import { sendAndSettle } from '../engine/send'
import type { Frontdesk } from '../frontdesk'
import { orElse } from '../host/orElse'
import { type FapiErrorDetail, FrontdeskError, isFrontdeskError } from '../wire/errors'
import { refuseOnServer } from '../wire/onServer'
import { type RedirectOutcome, type RedirectOutcomeParameters, redirectOutcome } from './redirectOutcome'
import { redirectTarget } from './redirectTarget'
import {
  type Beginning,
  goThrough,
  type SignUpThroughProviderParameters,
  signIn,
  signUp,
  type ThroughProviderParameters,
} from './throughProvider'

/** How a native app shows a provider's pages. */
export interface OpenBrowserParameters extends RedirectOutcomeParameters {
  /** Where the browser leads back into the app, e.g. `myapp://signed-in`. In production the instance must list it. */
  redirectUrl: string
  /**
   * Shows `url` in a browser until that is led to `redirectUrl`, e.g. with Expo's `WebBrowser.openAuthSessionAsync()`.
   *
   * @returns the URL that it was led to; nothing if the user has closed it.
   */
  openBrowser: (url: string, redirectUrl: string) => Promise<string | null | undefined>
}

/** Parameters of `signInWithBrowser()`. */
export interface SignInWithBrowserParameters extends ThroughProviderParameters, OpenBrowserParameters {}

/** Parameters of `signUpWithBrowser()`. */
export interface SignUpWithBrowserParameters extends SignUpThroughProviderParameters, OpenBrowserParameters {}

/** What is no failure: the account is moved from the sign-in to a sign-up, or back. */
const transfers = /^external_account_(not_found|exists)$/

async function openAndFinish<Parameters extends ThroughProviderParameters>(
  frontdesk: Frontdesk,
  beginning: Beginning<Parameters>,
  { redirectUrl, openBrowser, unsafeMetadata, ...parameters }: Parameters & OpenBrowserParameters,
): Promise<RedirectOutcome> {
  const { _internal: engine } = frontdesk
  refuseOnServer(engine)
  // It would not look where a page may lead, nor does a page hear of the way back.
  if (engine.scheme.needsPage)
    throw new TypeError('A page calls signInWithRedirect() or signUpWithRedirect().')
  const target = redirectTarget(engine, redirectUrl)
  const given = { ...parameters, unsafeMetadata } as unknown as Parameters
  return goThrough(frontdesk, beginning, given, { url: target, complete: target }, async (url, path) => {
    const back = await openBrowser(url, target.href)
    const returned = orElse(() => new URL(back!))
    // Other apps may open this one with any URL.
    const isOwn =
      returned && (['protocol', 'host', 'pathname'] as const).every((part) => returned[part] === target[part])
    if (!isOwn) return refused('redirect_unfinished')
    const said = (name: string) => returned.searchParams.get(name) ?? ''
    const code = said('__clerk_error_code')
    if (said('__clerk_status') === 'failed' && /^\w+$/.test(code) && !transfers.test(code))
      return refused(code, [{ code, message: '', longMessage: '', meta: {} }])
    const query = { rotating_token_nonce: said('rotating_token_nonce') || undefined }
    try {
      await sendAndSettle(engine, { method: 'GET', path, query })
    } catch (error) {
      if (isFrontdeskError(error)) return { status: 'refused', error }
      throw error
    }
    return redirectOutcome(frontdesk, { unsafeMetadata })
  })
}

const refused = (code: string, errors: readonly FapiErrorDetail[] = []): RedirectOutcome => ({
  status: 'refused',
  error: new FrontdeskError(code, { errors }),
})

/**
 * Signs in with a provider in a native app: `POST /v1/client/sign_ins`, then the provider's pages in a browser, then
 * `GET /v1/client/sign_ins/{id}`, whose answer brings the client token. For `nativeScheme()`. Of several calls at a time,
 * also of `signUpWithBrowser()`, the first counts: the others come to the same.
 *
 * @returns what it has come to: a refusal, too, and that the user has closed the browser (`redirect_unfinished`).
 * @throws FrontdeskError if it cannot begin, e.g. `invalid_redirect_url`, and what `openBrowser` throws. TypeError in a
 *   page.
 *
 * @example
 * const outcome = await signInWithBrowser(frontdesk, {
 *   strategy: 'oauth_google',
 *   redirectUrl: 'myapp://signed-in',
 *   async openBrowser(url, redirectUrl) {
 *     const result = await WebBrowser.openAuthSessionAsync(url, redirectUrl)
 *     return result.type === 'success' ? result.url : undefined
 *   },
 * })
 */
export const signInWithBrowser = (
  frontdesk: Frontdesk,
  parameters: SignInWithBrowserParameters,
): Promise<RedirectOutcome> => openAndFinish(frontdesk, signIn, parameters)

/**
 * Signs up with a provider in a native app; see `signInWithBrowser()`.
 *
 * @throws as `signInWithBrowser()`.
 */
export const signUpWithBrowser = (
  frontdesk: Frontdesk,
  parameters: SignUpWithBrowserParameters,
): Promise<RedirectOutcome> => openAndFinish(frontdesk, signUp, parameters)
