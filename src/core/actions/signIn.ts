import { sendAndSettle } from '../engine/send'
import type { Frontdesk } from '../frontdesk'
import { toCamelCase } from '../wire/case'
import { form } from '../wire/form'
import { readSignIn, type SignIn } from '../wire/resources/signIn'

/** Who wants to sign in. */
export interface CreateSignInParameters {
  /** An email address, a username or a phone number. */
  identifier: string
  /** With it, the sign-in takes one step; without, the answer says which factors there are. */
  password?: string | undefined
}

/** A proof of who one is. */
export interface AttemptFirstFactorParameters {
  /** The sign-in under way: the `id` that `createSignIn` gave. */
  signInId: string
  strategy: 'password'
  password: string
}

/**
 * Starts to sign in: `POST /v1/client/sign_ins`. Creates the client if there is none.
 *
 * @returns the sign-in; complete with a `createdSessionId`, or with the factors to go on with.
 * @throws FrontdeskError, e.g. `form_identifier_not_found`, `form_password_incorrect`, `identifier_already_signed_in`.
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
 * Proves who one is: `POST /v1/client/sign_ins/{id}/attempt_first_factor`.
 *
 * @throws FrontdeskError, e.g. `form_password_incorrect`.
 */
export async function attemptFirstFactor(
  frontdesk: Frontdesk,
  { signInId, strategy, password }: AttemptFirstFactorParameters,
): Promise<SignIn> {
  const path = `/client/sign_ins/${encodeURIComponent(signInId)}/attempt_first_factor`
  return takeStep(frontdesk, path, form({ strategy, password }))
}

const takeStep = async (frontdesk: Frontdesk, path: string, body: URLSearchParams): Promise<SignIn> =>
  readSignIn(toCamelCase(await sendAndSettle(frontdesk._internal, { method: 'POST', path, body })), 'sign-in')
