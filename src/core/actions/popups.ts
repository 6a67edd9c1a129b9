import type { Engine } from '../engine/engine'
import type { Frontdesk } from '../frontdesk'
import { orElse } from '../host/orElse'
import { share } from '../host/share'
import { sleep } from '../host/sleep'
import { FrontdeskError } from '../wire/errors'
import { refuseOnServer } from '../wire/onServer'
import { isUsable } from '../wire/resources/session'
import { handleRedirectCallback } from './redirectCallback'
import type { RedirectOutcome, RedirectOutcomeParameters } from './redirectOutcome'
import { redirectTarget } from './redirectTarget'
import { setActive } from './setActive'
import type { OriginParameters } from './step'
import {
  type Beginning,
  goThrough,
  leftWith,
  openPopups,
  type SignUpThroughProviderParameters,
  signIn,
  signUp,
  type ThroughProviderParameters,
} from './throughProvider'

/** The used part of a `Window` that was opened. */
export interface PopupWindow {
  readonly closed: boolean
  readonly location: { replace(url: string): void }
  focus(): void
  close(): void
}

/** How a popup is opened, and ended. */
export interface PopupParameters extends RedirectOutcomeParameters, OriginParameters {
  /** What Clerk's page in the popup is told to lead to where more is to be done: a URL of the app. Default: the page's own. */
  redirectUrl?: string | undefined
  /** Opens an empty window. Default: `window.open()`, 480 by 720 pixels. */
  openWindow?: (() => PopupWindow | null) | undefined
  /** Gives up: closes the popup. */
  signal?: AbortSignal | undefined
}

/** Parameters of `signInWithPopup()`. */
export interface SignInWithPopupParameters extends ThroughProviderParameters, PopupParameters {}

/** Parameters of `signUpWithPopup()`. */
export interface SignUpWithPopupParameters extends SignUpThroughProviderParameters, PopupParameters {}

/** Milliseconds between looks whether the popup was closed, which nothing else tells. */
const pause = 500

const unfinished = (): RedirectOutcome => ({
  status: 'refused',
  error: new FrontdeskError('redirect_unfinished'),
})

/** No `await` before the window is open: browsers block one that no click opens. */
async function openAndFinish<Parameters extends ThroughProviderParameters>(
  frontdesk: Frontdesk,
  beginning: Beginning<Parameters>,
  {
    redirectUrl,
    allowedOrigins = [],
    openWindow = () => window.open('', '', 'popup,width=480,height=720'),
    signal,
    unsafeMetadata,
    ...parameters
  }: Parameters & PopupParameters,
): Promise<RedirectOutcome> {
  const { _internal: engine } = frontdesk
  const { ambient, lifetime, page, portal, publishableKey, scheme } = engine
  refuseOnServer(engine)
  if (!scheme.needsPage) throw new FrontdeskError('page_missing')
  // The page that answers is at the accounts portal, which is the app's own site with production keys only.
  if (!/^pk_live_/.test(publishableKey) || !/\baccounts\./.test(portal))
    throw new FrontdeskError('popup_unsupported')
  const target = redirectTarget(engine, redirectUrl, allowedOrigins)
  if (signal?.aborted) return unfinished()
  const popup = openWindow()
  if (!popup || popup.closed) throw new FrontdeskError('popup_blocked')
  const life = new AbortController()
  const end = () => {
    life.abort()
    popup.close()
  }
  const signals = [signal, lifetime.signal]
  for (const each of signals) each?.addEventListener('abort', end)
  openPopups.set(page, {
    focus: () => popup.focus(),
    async end() {
      end()
      await page.flights.get('popup')?.catch(() => {})
    },
  })
  const complete = new URL('/popup-callback', portal)
  const url = new URL(complete)
  url.searchParams.set('return_url', target.href)
  const given = { ...parameters, unsafeMetadata } as unknown as Parameters
  const targets = { url, complete, allowedOrigins: [portal] }
  try {
    const outcome = await goThrough(frontdesk, beginning, given, targets, async (to) => {
      if (life.signal.aborted) return undefined
      if (!popup.closed) popup.location.replace(to)
      const origins = [new URL(ambient.page!.url()).origin, ...allowedOrigins]
      const answer = await hear(engine, popup, origins, life.signal)
      if (life.signal.aborted) return undefined
      popup.close()
      const left = leftWith(engine)
      const looked = await handleRedirectCallback(frontdesk, { unsafeMetadata })
      const { client, shown } = engine
      const sessionId = answer.session
      // Clerk forgets some attempts once they are complete.
      const isForgotten = ![client?.signIn, client?.signUp].some((attempt) => attempt?.id === left.read())
      const isThere = client?.sessions.some((session) => session.id === sessionId && isUsable(session))
      if (!isForgotten || !isThere) return looked
      if (shown.session.sessionId !== sessionId) await setActive(frontdesk, { sessionId })
      return { status: 'signed-in', sessionId: sessionId! } as const
    })
    return outcome ?? unfinished()
  } finally {
    for (const each of signals) each?.removeEventListener('abort', end)
    popup.close()
    openPopups.delete(page)
  }
}

/** What Clerk's page says: who is signed in, or, without one, that more is to be done. */
interface Answer {
  readonly session?: string | undefined
}

/**
 * Waits until Clerk's page in the popup answers, or the popup is closed. What any other window says, or that page says
 * from elsewhere, is nothing.
 *
 * @param origins - the app's.
 * @param life - ends it.
 */
async function hear(
  engine: Engine,
  popup: PopupWindow,
  origins: readonly string[],
  life: AbortSignal,
): Promise<Answer> {
  let answer: Answer | undefined
  let wake: (() => void) | undefined
  const stop = () => wake?.()
  const onMessage = ({ data, origin, source }: MessageEvent) => {
    if (origin !== engine.portal || source !== (popup as unknown)) return
    const { session, return_url } = Object(data)
    if (typeof session === 'string') answer = { session }
    else if (origins.includes(orElse(() => new URL(return_url).origin, ''))) answer = {}
    if (answer) stop()
  }
  addEventListener('message', onMessage)
  life.addEventListener('abort', stop)
  try {
    // What it said as it closed may come after.
    for (let isClosed = false; !answer && !isClosed && !life.aborted; ) {
      isClosed = popup.closed
      await sleep(engine, pause, (end) => {
        wake = () => end()
      })
    }
    return answer ?? {}
  } finally {
    removeEventListener('message', onMessage)
    life.removeEventListener('abort', stop)
  }
}

function openOnce<Parameters extends ThroughProviderParameters>(
  frontdesk: Frontdesk,
  beginning: Beginning<Parameters>,
  parameters: Parameters & PopupParameters,
): Promise<RedirectOutcome> {
  const { page } = frontdesk._internal
  openPopups.get(page)?.focus()
  return share(page, 'popup', () => openAndFinish(frontdesk, beginning, parameters))
}

/**
 * Signs in with a provider in a window of its own, while this page stays: `POST /v1/client/sign_ins`. Call it in the click
 * itself, before any `await`. For production instances: what answers is Clerk's page at their accounts portal, which the
 * box does not have. Of several clicks the first counts: the others show its window, and come to the same.
 *
 * @returns what it has come to, as `handleRedirectCallback()`: a refusal, too, and that the window was closed
 *   (`redirect_unfinished`).
 * @throws FrontdeskError if it cannot begin, e.g. `popup_blocked`, `popup_unsupported`, `invalid_redirect_url`.
 *
 * @example
 * <button onClick={() => signInWithPopup(frontdesk, { strategy: 'oauth_google' }).then(show, showError)}>Google</button>
 */
export const signInWithPopup = (
  frontdesk: Frontdesk,
  parameters: SignInWithPopupParameters,
): Promise<RedirectOutcome> => openOnce(frontdesk, signIn, parameters)

/**
 * Signs up with a provider in a window of its own; see `signInWithPopup()`, and `signUpWithRedirect()` for
 * `continueSignUp`.
 *
 * @throws as `signInWithPopup()`.
 */
export const signUpWithPopup = (
  frontdesk: Frontdesk,
  parameters: SignUpWithPopupParameters,
): Promise<RedirectOutcome> => openOnce(frontdesk, signUp, parameters)
