// Checked by `npm run test:types`: the steps of `frontdesk/core`, each of which names its attempt.
import {
  type AttemptFirstFactorParameters,
  type AttemptSecondFactorParameters,
  type AttemptVerificationParameters,
  attemptFirstFactor,
  attemptSecondFactor,
  attemptVerification,
  type CreateSignInParameters,
  type CreateSignUpParameters,
  createSignIn,
  createSignUp,
  type FirstFactorAttempt,
  type FirstFactorPreparation,
  type Frontdesk,
  type NewPassword,
  type PrepareFirstFactorParameters,
  type PrepareSecondFactorParameters,
  type PrepareVerificationParameters,
  prepareFirstFactor,
  prepareSecondFactor,
  prepareVerification,
  type ReloadSignInParameters,
  type ReloadSignUpParameters,
  type ResetPasswordParameters,
  reloadSignIn,
  reloadSignUp,
  resetPassword,
  type SecondFactorAttempt,
  type SecondFactorPreparation,
  type SignIn,
  type SignUp,
  type SignUpChange,
  type SignUpFields,
  type StepParameters,
  type Unlisted,
  type UpdateSignUpParameters,
  updateSignUp,
  type VerificationAttempt,
  type VerificationPreparation,
} from 'frontdesk/core'
import { expectTypeOf } from 'vitest'

type OfSignIn = StepParameters & { signInId: string | null }
type OfSignUp = StepParameters & { signUpId: string | null }

export function EachStepOfASignInGivesTheSignIn() {
  const steps = [prepareFirstFactor, attemptFirstFactor, prepareSecondFactor, attemptSecondFactor] as const
  for (const step of [...steps, resetPassword, reloadSignIn, createSignIn])
    expectTypeOf(step).returns.toEqualTypeOf<Promise<SignIn>>()
  expectTypeOf(createSignIn).parameter(1).toEqualTypeOf<CreateSignInParameters | undefined>()
  expectTypeOf(prepareFirstFactor).parameter(1).toEqualTypeOf<PrepareFirstFactorParameters>()
  expectTypeOf(attemptFirstFactor).parameter(1).toEqualTypeOf<AttemptFirstFactorParameters>()
  expectTypeOf(prepareSecondFactor).parameter(1).toEqualTypeOf<PrepareSecondFactorParameters>()
  expectTypeOf(attemptSecondFactor).parameter(1).toEqualTypeOf<AttemptSecondFactorParameters>()
  expectTypeOf(resetPassword).parameter(1).toEqualTypeOf<ResetPasswordParameters>()
  expectTypeOf(reloadSignIn).parameter(1).toEqualTypeOf<ReloadSignInParameters>()
}

export function AStepOfASignInNamesIt() {
  expectTypeOf<PrepareFirstFactorParameters>().toExtend<OfSignIn & FirstFactorPreparation>()
  expectTypeOf<AttemptFirstFactorParameters>().toExtend<OfSignIn & FirstFactorAttempt>()
  expectTypeOf<PrepareSecondFactorParameters>().toExtend<OfSignIn & SecondFactorPreparation>()
  expectTypeOf<AttemptSecondFactorParameters>().toExtend<OfSignIn & SecondFactorAttempt>()
  expectTypeOf<ResetPasswordParameters>().toExtend<OfSignIn & NewPassword>()
  expectTypeOf<ReloadSignInParameters>().toExtend<OfSignIn>()
  expectTypeOf<StepParameters>().toEqualTypeOf<{ activate?: boolean | undefined }>()
  expectTypeOf<NewPassword>().toEqualTypeOf<{
    password: string
    signOutOfOtherSessions?: boolean | undefined
  }>()
}

export function EachStrategyOfASignInTakesItsOwn() {
  const first: FirstFactorPreparation[] = [
    { strategy: 'email_code', emailAddressId: 'idn_1' },
    { strategy: 'email_link', emailAddressId: 'idn_1', redirectUrl: '/in', allowedOrigins: [] },
    { strategy: 'phone_code', phoneNumberId: 'idn_1', channel: 'whatsapp' },
    { strategy: 'passkey' },
    { strategy: 'oauth_brand_new', redirectUrl: '/back' },
    { strategy: 'brand_new' as Unlisted, anything: 1 },
  ]
  const attempts: FirstFactorAttempt[] = [
    { strategy: 'password', password: 'secret' },
    { strategy: 'reset_password_email_code', code: '424242', password: 'new' },
    { strategy: 'web3_metamask_signature', signature: '0x' },
  ]
  const second: SecondFactorPreparation[] = [{ strategy: 'phone_code' }, { strategy: 'email_code' }]
  const proofs: SecondFactorAttempt[] = [{ strategy: 'backup_code', code: 'abc' }]
  // @ts-expect-error -- to which number?
  first.push({ strategy: 'phone_code' })
  // @ts-expect-error -- it signs nothing.
  attempts.push({ strategy: 'password', signature: '0x' })
  // @ts-expect-error -- nothing is sent for an app.
  second.push({ strategy: 'totp' })
  // @ts-expect-error -- that is a first factor.
  proofs.push({ strategy: 'password', password: 'secret' })
}

export function EachStepOfASignUpGivesTheSignUp(frontdesk: Frontdesk) {
  for (const step of [updateSignUp, prepareVerification, attemptVerification, reloadSignUp, createSignUp])
    expectTypeOf(step).returns.toEqualTypeOf<Promise<SignUp>>()
  expectTypeOf(createSignUp).parameter(1).toEqualTypeOf<CreateSignUpParameters | undefined>()
  expectTypeOf(updateSignUp).parameter(1).toEqualTypeOf<UpdateSignUpParameters>()
  expectTypeOf(prepareVerification).parameter(1).toEqualTypeOf<PrepareVerificationParameters>()
  expectTypeOf(attemptVerification).parameter(1).toEqualTypeOf<AttemptVerificationParameters>()
  expectTypeOf(reloadSignUp).parameter(1).toEqualTypeOf<ReloadSignUpParameters>()
  // @ts-expect-error -- which sign-up?
  void updateSignUp(frontdesk, { firstName: 'Ann' })
}

export function AStepOfASignUpNamesIt() {
  expectTypeOf<UpdateSignUpParameters>().toExtend<OfSignUp & SignUpChange>()
  expectTypeOf<PrepareVerificationParameters>().toExtend<OfSignUp & VerificationPreparation>()
  expectTypeOf<AttemptVerificationParameters>().toExtend<OfSignUp & VerificationAttempt>()
  expectTypeOf<ReloadSignUpParameters>().toExtend<OfSignUp>()
  expectTypeOf<SignUpChange>().toExtend<SignUpFields>()
}

export function EachStrategyOfASignUpTakesItsOwn(frontdesk: Frontdesk) {
  void createSignUp(frontdesk, { emailAddress: 'ann@example.com', captchaToken: 'abc' })
  void createSignUp(frontdesk, { transfer: true, legalAccepted: true })
  void createSignUp(frontdesk, { strategy: 'ticket', ticket: 'abc', firstName: 'Ann' })
  const preparations: VerificationPreparation[] = [
    { strategy: 'email_code' },
    { strategy: 'email_link', redirectUrl: '/in' },
    { strategy: 'enterprise_sso', redirectUrl: '/back' },
  ]
  const attempts: VerificationAttempt[] = [{ strategy: 'phone_code', code: '424242' }]
  // A field is taken back by `null`; a password and terms are not.
  expectTypeOf<SignUpFields['firstName']>().toEqualTypeOf<string | null | undefined>()
  expectTypeOf<SignUpFields['password']>().toEqualTypeOf<string | undefined>()
  expectTypeOf<SignUpFields['unsafeMetadata']>().toEqualTypeOf<Record<string, unknown> | undefined>()
  // @ts-expect-error -- a link leads somewhere.
  preparations.push({ strategy: 'email_link' })
  // @ts-expect-error -- a link is not typed.
  attempts.push({ strategy: 'email_link', code: '424242' })
  // @ts-expect-error -- a ticket has a text.
  void createSignUp(frontdesk, { strategy: 'ticket' })
}
