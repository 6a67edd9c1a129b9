import type { Frontdesk } from '../frontdesk'
import type { Unlisted } from '../wire/open'
import { type SignIn, signIns } from '../wire/resources/signIn'
import { type OriginParameters, type StepParameters, takeStep } from './step'

interface Locale {
  /** The language of what is sent, e.g. `fr-FR`. Default: the instance's. */
  locale?: string | undefined
}

interface LinkTarget extends OriginParameters {
  /** Where the link leads in the end: a URL of the app, absolute or relative to the page. */
  redirectUrl: string
}

interface Newcomer {
  /**
   * Takes an address or a number that nobody has as if somebody had it. Once it is proved this rejects with
   * `sign_up_if_missing_transfer`: `createSignUp({ transfer: true })` goes on with it.
   */
  signUpIfMissing?: boolean | undefined
}

interface Elsewhere extends OriginParameters {
  /** Where to come back to when more is to be done: a URL of the app, absolute or relative to the page. */
  redirectUrl: string
  /** Where to come back to signed in. Default: `redirectUrl`. */
  actionCompleteRedirectUrl?: string | undefined
}

/** Parameters of `createSignIn()`, by what is given. With none it only throws away the attempt there was. */
export type CreateSignInParameters = StepParameters &
  Locale &
  (
    | ({
        /** An email address, a username or a phone number. */
        identifier?: string | undefined
        /** Signs in with one step. Without it, the answer lists the supported factors. */
        password?: string | undefined
        strategy?: 'password' | undefined
      } & Newcomer)
    /** The code is sent at once. */
    | ({ strategy: 'email_code'; identifier: string } & Newcomer)
    | { strategy: 'reset_password_email_code' | 'reset_password_phone_code'; identifier: string }
    | ({ strategy: 'phone_code'; identifier: string; channel?: 'sms' | 'whatsapp' | undefined } & Newcomer)
    | ({ strategy: 'email_link'; identifier: string } & LinkTarget & Newcomer)
    | { strategy: 'ticket'; ticket: string }
    /** Without an identifier, whoever has a passkey here. */
    | { strategy: 'passkey'; identifier?: string | undefined }
    | ({
        strategy: `oauth_${string}` | 'enterprise_sso'
        identifier?: string | undefined
        enterpriseConnectionId?: string | undefined
        oidcPrompt?: string | undefined
        oidcLoginHint?: string | undefined
      } & Elsewhere)
    | { strategy: 'google_one_tap'; token: string }
    /** Takes over the account that a sign-up came upon. */
    | { transfer: true }
    | Other
  )

interface Other {
  strategy: Unlisted
  readonly [parameter: string]: unknown
}

interface OfSignIn extends StepParameters {
  /** The `id` of the sign-in. */
  signInId: string | null
}

/** What `prepareFirstFactor()` takes beside the sign-in, by strategy. */
export type FirstFactorPreparation =
  | { strategy: 'email_code' | 'reset_password_email_code'; emailAddressId: string }
  | ({ strategy: 'email_link'; emailAddressId: string } & LinkTarget)
  | { strategy: 'phone_code'; phoneNumberId: string; channel?: 'sms' | 'whatsapp' | undefined }
  | { strategy: 'reset_password_phone_code'; phoneNumberId: string }
  | { strategy: 'passkey' }
  | { strategy: `web3_${string}_signature`; web3WalletId: string }
  | ({ strategy: `oauth_${string}` } & Elsewhere)
  | ({ strategy: 'enterprise_sso'; enterpriseConnectionId?: string | undefined } & Elsewhere)
  | Other

/** What `attemptFirstFactor()` takes beside the sign-in, by strategy. */
export type FirstFactorAttempt =
  | { strategy: 'password'; password: string }
  | { strategy: 'email_code' | 'phone_code'; code: string }
  | {
      strategy: 'reset_password_email_code' | 'reset_password_phone_code'
      code: string
      /** The new one, in one go. */
      password?: string | undefined
    }
  | { strategy: 'passkey'; publicKeyCredential: string }
  | { strategy: `web3_${string}_signature`; signature: string }
  | Other

/** What `prepareSecondFactor()` takes beside the sign-in, by strategy. */
export type SecondFactorPreparation =
  | { strategy: 'phone_code'; phoneNumberId?: string | undefined }
  | { strategy: 'email_code'; emailAddressId?: string | undefined }
  | ({ strategy: 'email_link'; emailAddressId: string } & LinkTarget)
  | Other

/** What `attemptSecondFactor()` takes beside the sign-in, by strategy. */
export type SecondFactorAttempt =
  | { strategy: 'totp' | 'backup_code' | 'phone_code' | 'email_code'; code: string }
  | Other

/** What `resetPassword()` takes beside the sign-in. */
export interface NewPassword {
  password: string
  /** Default: false. */
  signOutOfOtherSessions?: boolean | undefined
}

/** Parameters of `prepareFirstFactor()`. */
export type PrepareFirstFactorParameters = OfSignIn & FirstFactorPreparation
/** Parameters of `attemptFirstFactor()`. */
export type AttemptFirstFactorParameters = OfSignIn & FirstFactorAttempt
/** Parameters of `prepareSecondFactor()`. */
export type PrepareSecondFactorParameters = OfSignIn & SecondFactorPreparation
/** Parameters of `attemptSecondFactor()`. */
export type AttemptSecondFactorParameters = OfSignIn & SecondFactorAttempt
/** Parameters of `resetPassword()`. */
export type ResetPasswordParameters = OfSignIn & NewPassword
/** Parameters of `reloadSignIn()`. */
export type ReloadSignInParameters = OfSignIn

/**
 * Starts a sign-in: `POST /v1/client/sign_ins`. Creates the client if there is none. It takes the place of the one
 * there was.
 *
 * @returns the sign-in: complete with a `createdSessionId`, or with the supported factors.
 * @throws FrontdeskError, e.g. `form_identifier_not_found`, `form_password_incorrect`; `identifier_already_signed_in`
 *   names the session in `errors[0].meta.sessionId`.
 */
export const createSignIn = (
  frontdesk: Frontdesk,
  parameters: CreateSignInParameters = {},
): Promise<SignIn> => takeStep(frontdesk, signIns, { ...parameters })

/**
 * Sends a code or a link, or gets what a passkey is asked: `POST /v1/client/sign_ins/{id}/prepare_first_factor`.
 *
 * @throws FrontdeskError, e.g. `strategy_for_user_invalid`, `verification_code_too_many_requests`; `sign_in_missing`
 *   without a `signInId`.
 */
export const prepareFirstFactor = (
  frontdesk: Frontdesk,
  parameters: PrepareFirstFactorParameters,
): Promise<SignIn> => takeStep(frontdesk, signIns, { ...parameters }, '/prepare_first_factor')

/**
 * Attempts the first factor: `POST /v1/client/sign_ins/{id}/attempt_first_factor`.
 *
 * @throws FrontdeskError, e.g. `form_password_incorrect`, `form_code_incorrect`, `verification_expired`;
 *   `sign_in_missing` without a `signInId`.
 */
export const attemptFirstFactor = (
  frontdesk: Frontdesk,
  parameters: AttemptFirstFactorParameters,
): Promise<SignIn> => takeStep(frontdesk, signIns, { ...parameters }, '/attempt_first_factor')

/**
 * Sends a code or a link for the second proof: `POST /v1/client/sign_ins/{id}/prepare_second_factor`.
 *
 * @throws FrontdeskError, e.g. `no_second_factors`; `sign_in_missing` without a `signInId`.
 */
export const prepareSecondFactor = (
  frontdesk: Frontdesk,
  parameters: PrepareSecondFactorParameters,
): Promise<SignIn> => takeStep(frontdesk, signIns, { ...parameters }, '/prepare_second_factor')

/**
 * Attempts the second proof, also of a device that is new to the account:
 * `POST /v1/client/sign_ins/{id}/attempt_second_factor`.
 *
 * @throws FrontdeskError, e.g. `form_code_incorrect`; `sign_in_missing` without a `signInId`.
 */
export const attemptSecondFactor = (
  frontdesk: Frontdesk,
  parameters: AttemptSecondFactorParameters,
): Promise<SignIn> => takeStep(frontdesk, signIns, { ...parameters }, '/attempt_second_factor')

/**
 * Sets the new password that `needs_new_password` asks for: `POST /v1/client/sign_ins/{id}/reset_password`.
 *
 * @throws FrontdeskError, e.g. `form_password_length_too_short`; `sign_in_missing` without a `signInId`.
 */
export const resetPassword = (frontdesk: Frontdesk, parameters: ResetPasswordParameters): Promise<SignIn> =>
  takeStep(frontdesk, signIns, { ...parameters }, '/reset_password')

/**
 * Asks how far a sign-in is: `GET /v1/client/sign_ins/{id}`. The last unmount aborts it.
 *
 * @throws FrontdeskError, e.g. `resource_not_found`; `sign_in_missing` without a `signInId`.
 */
export const reloadSignIn = (frontdesk: Frontdesk, parameters: ReloadSignInParameters): Promise<SignIn> =>
  takeStep(frontdesk, signIns, { ...parameters }, '', 'GET')
