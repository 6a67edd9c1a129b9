import type { Frontdesk } from '../frontdesk'
import type { Unlisted } from '../wire/open'
import type { Registered } from '../wire/register'
import { type SignUp, signUps } from '../wire/resources/signUp'
import { type OriginParameters, type StepParameters, takeStep } from './step'

/** What a new user says. `null` takes it back. */
export interface SignUpFields {
  emailAddress?: string | null | undefined
  phoneNumber?: string | null | undefined
  web3Wallet?: string | null | undefined
  username?: string | null | undefined
  password?: string | undefined
  firstName?: string | null | undefined
  lastName?: string | null | undefined
  /** Consent to the terms, where the instance asks for it. */
  legalAccepted?: boolean | undefined
  /** Becomes the user's. Keys are unchanged. */
  unsafeMetadata?: Registered<'unsafeMetadata', Record<string, unknown>> | undefined
  /** The language of what is sent, e.g. `fr-FR`. Default: the instance's. */
  locale?: string | undefined
}

interface Captcha {
  captchaToken?: string | undefined
  captchaWidgetType?: string | undefined
  captchaError?: string | undefined
}

interface LinkTarget extends OriginParameters {
  /** Where the link leads in the end: a URL of the app, absolute or relative to the page. */
  redirectUrl: string
}

interface Elsewhere extends OriginParameters {
  /** Where to come back to when more is to be done: a URL of the app, absolute or relative to the page. */
  redirectUrl: string
  /** Where to come back to signed in. Default: `redirectUrl`. */
  actionCompleteRedirectUrl?: string | undefined
}

interface Other {
  strategy: Unlisted
  readonly [parameter: string]: unknown
}

type Way =
  | { strategy?: 'password' | undefined }
  /** The code is sent at once. */
  | { strategy: 'email_code' }
  | { strategy: 'phone_code'; channel?: 'sms' | 'whatsapp' | undefined }
  | ({ strategy: 'email_link' } & LinkTarget)
  | { strategy: 'ticket'; ticket: string }
  | ({
      strategy: `oauth_${string}` | 'enterprise_sso'
      enterpriseConnectionId?: string | undefined
      oidcPrompt?: string | undefined
      oidcLoginHint?: string | undefined
    } & Elsewhere)
  | { strategy: 'google_one_tap'; token: string }
  | Other

interface OfSignUp extends StepParameters {
  /** The `id` of the sign-up. */
  signUpId: string | null
}

/** Parameters of `createSignUp()`. With none it only throws away the attempt there was. */
export type CreateSignUpParameters = StepParameters &
  SignUpFields &
  Captcha &
  (
    | Way
    /** Takes over the account that a sign-in came upon. */
    | { transfer: true }
  )

/** What `updateSignUp()` takes beside the sign-up. What is omitted stays. */
export type SignUpChange = SignUpFields & Way

/** What `prepareVerification()` takes beside the sign-up, by strategy. */
export type VerificationPreparation =
  | { strategy: 'email_code' }
  | ({ strategy: 'email_link' } & LinkTarget)
  | { strategy: 'phone_code'; channel?: 'sms' | 'whatsapp' | undefined }
  | { strategy: `web3_${string}_signature` }
  | ({ strategy: `oauth_${string}` | 'enterprise_sso' } & Elsewhere)
  | Other

/** What `attemptVerification()` takes beside the sign-up, by strategy. */
export type VerificationAttempt =
  | { strategy: 'email_code' | 'phone_code'; code: string }
  | { strategy: `web3_${string}_signature`; signature: string }
  | Other

/** Parameters of `updateSignUp()`. */
export type UpdateSignUpParameters = OfSignUp & SignUpChange
/** Parameters of `prepareVerification()`. */
export type PrepareVerificationParameters = OfSignUp & VerificationPreparation
/** Parameters of `attemptVerification()`. */
export type AttemptVerificationParameters = OfSignUp & VerificationAttempt
/** Parameters of `reloadSignUp()`. */
export type ReloadSignUpParameters = OfSignUp

/**
 * Starts a sign-up: `POST /v1/client/sign_ups`. Creates the client if there is none. It takes the place of the one
 * there was.
 *
 * @returns the sign-up: complete with a `createdSessionId`, or with what is missing and unverified.
 * @throws FrontdeskError, e.g. `form_identifier_exists`, `form_password_length_too_short`, `session_exists`.
 */
export const createSignUp = (
  frontdesk: Frontdesk,
  parameters: CreateSignUpParameters = {},
): Promise<SignUp> => takeStep(frontdesk, signUps, { ...parameters })

/**
 * Says more, or something else: `PATCH /v1/client/sign_ups/{id}`.
 *
 * @throws FrontdeskError, e.g. `sign_up_cannot_be_updated`; `sign_up_missing` without a `signUpId`.
 */
export const updateSignUp = (frontdesk: Frontdesk, parameters: UpdateSignUpParameters): Promise<SignUp> =>
  takeStep(frontdesk, signUps, { ...parameters }, '', 'PATCH')

/**
 * Sends a code or a link: `POST /v1/client/sign_ups/{id}/prepare_verification`.
 *
 * @throws FrontdeskError, e.g. `verification_code_too_many_requests`; `sign_up_missing` without a `signUpId`.
 */
export const prepareVerification = (
  frontdesk: Frontdesk,
  parameters: PrepareVerificationParameters,
): Promise<SignUp> => takeStep(frontdesk, signUps, { ...parameters }, '/prepare_verification')

/**
 * Attempts a verification: `POST /v1/client/sign_ups/{id}/attempt_verification`.
 *
 * @throws FrontdeskError, e.g. `form_code_incorrect`, `sign_up_outdated_verification`; `sign_up_missing` without a
 *   `signUpId`.
 */
export const attemptVerification = (
  frontdesk: Frontdesk,
  parameters: AttemptVerificationParameters,
): Promise<SignUp> => takeStep(frontdesk, signUps, { ...parameters }, '/attempt_verification')

/**
 * Asks how far a sign-up is: `GET /v1/client/sign_ups/{id}`. The last unmount aborts it.
 *
 * @throws FrontdeskError, e.g. `resource_not_found`; `sign_up_missing` without a `signUpId`.
 */
export const reloadSignUp = (frontdesk: Frontdesk, parameters: ReloadSignUpParameters): Promise<SignUp> =>
  takeStep(frontdesk, signUps, { ...parameters }, '', 'GET')
