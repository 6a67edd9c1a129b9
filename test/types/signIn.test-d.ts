// Checked by `npm run test:types`: how the types lead an app's form through a sign-in and a sign-up.
import {
  type FirstFactor,
  type SecondFactor,
  type SignIn,
  type SignUp,
  type SignUpField,
  type StepUp,
  type Unlisted,
  useSignIn,
  useSignUp,
  type Verification,
} from 'frontdesk'
import { createSignIn, type Frontdesk, prepareFirstFactor, updateSignUp } from 'frontdesk/core'
import { expectTypeOf } from 'vitest'

export function ASwitchLeadsThroughASignIn() {
  const { signIn, create, prepareFirstFactor, attemptFirstFactor, resetPassword } = useSignIn()
  switch (signIn.status) {
    case 'needs_identifier':
      expectTypeOf(signIn.id).toEqualTypeOf<string | null>()
      return create({ identifier: 'alice' })
    case 'needs_first_factor': {
      expectTypeOf(signIn.id).toEqualTypeOf<string>()
      expectTypeOf(signIn.supportedFirstFactors).toEqualTypeOf<readonly FirstFactor[]>()
      expectTypeOf(signIn.firstFactorVerification).toEqualTypeOf<Verification | null>()
      const factor = signIn.supportedFirstFactors.find((each) => each.strategy === 'email_code')
      if (factor) {
        expectTypeOf(factor.safeIdentifier).toEqualTypeOf<string>()
        return prepareFirstFactor({ strategy: factor.strategy, emailAddressId: factor.emailAddressId })
      }
      return attemptFirstFactor({ strategy: 'password', password: 'secret' })
    }
    case 'needs_second_factor':
    case 'needs_client_trust':
      expectTypeOf(signIn.supportedSecondFactors).toEqualTypeOf<readonly SecondFactor[]>()
      return
    case 'needs_new_password':
      return resetPassword({ password: 'secret', signOutOfOtherSessions: true })
    case 'needs_protect_check':
      return
    case 'complete':
      return expectTypeOf(signIn.createdSessionId).toEqualTypeOf<string>()
    default:
      expectTypeOf(signIn.createdSessionId).toEqualTypeOf<null>()
      return expectTypeOf(signIn.status).toEqualTypeOf<Unlisted>()
  }
}

export function WhatAStatusDoesNotHaveDoesNotCompile(signIn: SignIn, signUp: SignUp) {
  // @ts-expect-error -- there may be no session yet.
  expectTypeOf(signIn.createdSessionId).toEqualTypeOf<string>()
  // @ts-expect-error -- no such status.
  if (signIn.status === 'needs_second_facter') return
  // @ts-expect-error -- nor here.
  if (signUp.status === 'needs_identifier') return
}

export function StepsTakeWhatTheirStrategyNeeds() {
  const { create, attemptFirstFactor, prepareFirstFactor } = useSignIn()
  void create()
  void create({ identifier: 'alice', strategy: 'email_code' })
  void create({ strategy: 'ticket', ticket: 'abc', activate: false })
  void create({ strategy: 'brand_new' as Unlisted, anything: 1 })
  void attemptFirstFactor({ strategy: 'email_code', code: '424242', signInId: 'sia_1' })
  // @ts-expect-error -- a code is due.
  void attemptFirstFactor({ strategy: 'email_code', password: '424242' })
  // @ts-expect-error -- a link leads somewhere.
  void prepareFirstFactor({ strategy: 'email_link', emailAddressId: 'idn_1' })
  // @ts-expect-error -- misspelt.
  void create({ strategy: 'email_kode', identifier: 'alice' })
  // @ts-expect-error -- outside a hook there is no sign-in to know.
  void prepareFirstFactor({} as Frontdesk, { strategy: 'passkey' })
}

export function ActionsNameTheirAttempt(frontdesk: Frontdesk, signIn: SignIn, signUp: SignUp) {
  expectTypeOf(createSignIn(frontdesk)).resolves.toEqualTypeOf<SignIn>()
  void prepareFirstFactor(frontdesk, { signInId: signIn.id, strategy: 'passkey' })
  // @ts-expect-error -- which sign-in?
  void prepareFirstFactor(frontdesk, { strategy: 'passkey' })
  expectTypeOf(
    updateSignUp(frontdesk, { signUpId: signUp.id, firstName: null }),
  ).resolves.toEqualTypeOf<SignUp>()
}

export function ASwitchLeadsThroughASignUp() {
  const { signUp, create, update, attemptVerification } = useSignUp()
  switch (signUp.status) {
    case 'missing_requirements': {
      if (signUp.id === null) return create({ emailAddress: 'ann@example.com', password: 'secret' })
      expectTypeOf(signUp.missingFields).toEqualTypeOf<readonly SignUpField[]>()
      if (signUp.missingFields.includes('legalAccepted')) return update({ legalAccepted: true })
      const [field] = signUp.unverifiedFields
      if (field === 'emailAddress') return attemptVerification({ strategy: 'email_code', code: '424242' })
      return
    }
    case 'complete':
      return expectTypeOf(signUp.createdSessionId).toEqualTypeOf<string>()
    case 'abandoned':
      return
    default:
      return expectTypeOf(signUp.status).toEqualTypeOf<Unlisted>()
  }
}

export function ASwitchLeadsThroughAStepUp(stepUp: StepUp) {
  switch (stepUp.status) {
    case 'needs_first_factor': {
      const [factor] = stepUp.supportedFirstFactors
      switch (factor?.strategy) {
        case 'password':
          return stepUp.attemptFirstFactor({ strategy: factor.strategy, password: 'secret' })
        case 'email_code':
          expectTypeOf(factor.safeIdentifier).toEqualTypeOf<string>()
          // @ts-expect-error -- an address has no number.
          void factor.phoneNumberId
          return stepUp.prepareFirstFactor({
            strategy: factor.strategy,
            emailAddressId: factor.emailAddressId,
          })
        case 'phone_code':
          // @ts-expect-error -- nor a number an address.
          void factor.emailAddressId
          return stepUp.prepareFirstFactor({ strategy: factor.strategy, phoneNumberId: factor.phoneNumberId })
        case 'passkey':
          return stepUp.prepareFirstFactor({ strategy: factor.strategy })
        case 'enterprise_sso':
        case undefined:
          return
        default:
          return expectTypeOf(factor!.strategy).toEqualTypeOf<Unlisted>()
      }
    }
    case 'needs_second_factor': {
      const [factor] = stepUp.supportedSecondFactors
      switch (factor?.strategy) {
        case 'totp':
        case 'backup_code':
          return stepUp.attemptSecondFactor({ strategy: factor.strategy, code: '424242' })
        case 'phone_code':
          return stepUp.prepareSecondFactor({
            strategy: factor.strategy,
            phoneNumberId: factor.phoneNumberId,
          })
        case undefined:
          return
        default:
          return expectTypeOf(factor!.strategy).toEqualTypeOf<Unlisted>()
      }
    }
    default:
      return expectTypeOf(stepUp.status).toEqualTypeOf<Unlisted>()
  }
}
