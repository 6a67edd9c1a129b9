import { sendAndSettle } from '../engine/send'
import type { Frontdesk } from '../frontdesk'
import { choose, show } from '../store/store'
import { toCamelCase } from '../wire/case'
import { FrontdeskError } from '../wire/errors'
import { form } from '../wire/form'
import { readSignIn, type SignIn } from '../wire/resources/signIn'

/** Parameters of `createSignIn()`. */
export interface CreateSignInParameters {
  /** An email address, a username or a phone number. */
  identifier: string
  /** Signs in with one step. Without it, the answer lists the supported factors. */
  password?: string | undefined
}

/** Parameters of `attemptFirstFactor()`. */
export interface AttemptFirstFactorParameters {
  /** The `id` that `createSignIn()` returned. */
  signInId: string
  strategy: 'password'
  password: string
}

/**
 * Starts a sign-in: `POST /v1/client/sign_ins`. Creates the client if there is none.
 *
 * @returns the sign-in: complete with a `createdSessionId`, or with the supported factors.
 * @throws FrontdeskError, e.g. `form_identifier_not_found`, `form_password_incorrect`,
 *   `identifier_already_signed_in`.
 */
export async function createSignIn(
  frontdesk: Frontdesk,
  { identifier, password }: CreateSignInParameters,
): Promise<SignIn> {
  const strategy = password === undefined ? undefined : 'password'
  const body = form({ identifier, password, strategy })
  return takeStep(frontdesk, '/client/sign_ins', body)
}

/**
 * Attempts the first factor: `POST /v1/client/sign_ins/{id}/attempt_first_factor`.
 *
 * @throws FrontdeskError, e.g. `form_password_incorrect`; `sign_in_missing` without a `signInId`.
 */
export async function attemptFirstFactor(
  frontdesk: Frontdesk,
  { signInId, strategy, password }: AttemptFirstFactorParameters,
): Promise<SignIn> {
  if (!signInId) throw new FrontdeskError('sign_in_missing')
  const path = `/client/sign_ins/${encodeURIComponent(signInId)}/attempt_first_factor`
  return takeStep(frontdesk, path, form({ strategy, password }))
}

async function takeStep(frontdesk: Frontdesk, path: string, body: URLSearchParams): Promise<SignIn> {
  const { _internal: engine } = frontdesk
  const call = ++engine.page.calls
  if (engine.client === undefined) await engine.loader.underWay()
  const { sessionId } = frontdesk.state.session
  const json = await sendAndSettle(engine, { method: 'POST', path, body })
  const signIn = readSignIn(toCamelCase(json), 'sign-in')
  if (signIn.createdSessionId && sessionId === null) {
    choose(engine, call, signIn.createdSessionId)
    show(engine)
  }
  return signIn
}
