// Checked by `npm run test:types`: what the ways in take, beyond the flow that they are given.
import {
  type AttemptOf,
  type Code,
  type EmailLink,
  type Flow,
  type FrontdeskError,
  type PasskeyWay,
  type PasswordReset,
  type PopupParameters,
  type PopupWay,
  type PopupWindow,
  type RedirectOutcome,
  type RedirectOutcomeParameters,
  type SecondFactor,
  type SecondFactorCode,
  type SendingOptions,
  type SendParameters,
  type SignIn,
  type SignInWithPasskeyParameters,
  type SignInWithPasswordParameters,
  type SignInWithPopupParameters,
  type SignInWithRedirectParameters,
  type SignUp,
  type SignUpThroughProviderParameters,
  type SignUpWithPopupParameters,
  type SignUpWithRedirectParameters,
  signInWithPassword,
  type ThroughProviderParameters,
  type Ticket,
  type TicketWay,
  type UseEmailLinkOptions,
  type UsePasskeyOptions,
  type UsePhoneCodeOptions,
  type UseSecondFactorOptions,
  type UseSignInOptions,
  type UseSignInReturnType,
  type UseSignUpOptions,
  type UseSignUpReturnType,
  useEmailCode,
  useEmailLink,
  usePasskey,
  usePasswordReset,
  usePhoneCode,
  useRedirectCallback,
  useSecondFactor,
  useSignIn,
  useSignInWithPopup,
  useSignInWithRedirect,
  useSignUp,
  useSignUpWithPopup,
  useSignUpWithRedirect,
  useTicket,
  type WayBackParameters,
} from 'frontdesk'
import type { SignUpFields } from 'frontdesk/core'
import { expectTypeOf } from 'vitest'

export function AFlowIsOneOfTwo() {
  expectTypeOf<Flow>().toEqualTypeOf<UseSignInReturnType | UseSignUpReturnType>()
  expectTypeOf<AttemptOf<UseSignInReturnType>>().toEqualTypeOf<SignIn>()
  expectTypeOf<AttemptOf<UseSignUpReturnType>>().toEqualTypeOf<SignUp>()
  expectTypeOf<SendParameters<UseSignInReturnType>>().toEqualTypeOf<{
    identifier?: string | undefined
    signUpIfMissing?: boolean | undefined
  }>()
  expectTypeOf<SendParameters<UseSignUpReturnType>>().toEqualTypeOf<SignUpFields>()
}

export function AFlowTakesCallbacksAndWhetherToActivate() {
  expectTypeOf(useSignIn({} as UseSignInOptions<number>)).toEqualTypeOf<UseSignInReturnType>()
  expectTypeOf(useSignUp({} as UseSignUpOptions)).toEqualTypeOf<UseSignUpReturnType>()
  useSignUp({ activate: false, onSuccess: (signUp) => expectTypeOf(signUp).toEqualTypeOf<SignUp>() })
  expectTypeOf<UseSignUpReturnType['update']>().returns.toEqualTypeOf<Promise<SignUp>>()
  expectTypeOf<UseSignUpReturnType['error']>().toEqualTypeOf<FrontdeskError | null>()
  // @ts-expect-error -- a choice of two.
  useSignIn({ activate: 'later' })
}

export function ACodeIsSentAndGivenBack(flow: Flow) {
  const code: Code = useEmailCode(flow, { resendAfter: 60 } satisfies SendingOptions)
  expectTypeOf(code.isSent).toEqualTypeOf<boolean>()
  expectTypeOf(code.safeIdentifier).toEqualTypeOf<string | null>()
  expectTypeOf(code.resendIn).toEqualTypeOf<number>()
  expectTypeOf(code.verify).returns.toEqualTypeOf<Promise<SignIn | SignUp>>()
  expectTypeOf<UsePhoneCodeOptions>().toExtend<SendingOptions>()
  expectTypeOf<UsePhoneCodeOptions['channel']>().toEqualTypeOf<'sms' | 'whatsapp' | undefined>()
  usePhoneCode(flow)
  // @ts-expect-error -- in seconds.
  useEmailCode(flow, { resendAfter: '60s' })
}

export function ALinkLeadsSomewhere(flow: UseSignInReturnType) {
  expectTypeOf(useEmailLink(flow, { redirectUrl: '/in' })).toEqualTypeOf<EmailLink<UseSignInReturnType>>()
  expectTypeOf<UseEmailLinkOptions>().toEqualTypeOf<{
    redirectUrl: string
    resendAfter?: number | undefined
  }>()
  // @ts-expect-error -- nobody types a link.
  void useEmailLink(flow, { redirectUrl: '/in' }).verify
}

export function APasswordIsOneStepAndItsResetThree(flow: UseSignInReturnType) {
  expectTypeOf(signInWithPassword).parameter(1).toEqualTypeOf<SignInWithPasswordParameters>()
  expectTypeOf(signInWithPassword).returns.toEqualTypeOf<Promise<SignIn>>()
  const reset: PasswordReset = usePasswordReset(flow)
  expectTypeOf(reset.isVerified).toEqualTypeOf<boolean>()
  expectTypeOf(reset).toExtend<Code<UseSignInReturnType>>()
  void reset.setPassword({ password: 'secret', signOutOfOtherSessions: true })
  // @ts-expect-error -- which one?
  void reset.setPassword({})
}

export function ASecondFactorKnowsWhereToSend(flow: UseSignInReturnType) {
  const second: SecondFactorCode = useSecondFactor(flow, { strategy: 'totp', resendAfter: 60 })
  expectTypeOf(second.factors).toEqualTypeOf<readonly SecondFactor[]>()
  expectTypeOf(second.strategy).toEqualTypeOf<string | undefined>()
  expectTypeOf(second.send).toEqualTypeOf<() => Promise<SignIn>>()
  expectTypeOf([second.isDue, second.needsSending]).toEqualTypeOf<boolean[]>()
  // @ts-expect-error -- the sign-in has its identifier by then.
  void second.send({ identifier: 'alice' })
  // @ts-expect-error -- a first factor.
  const options: UseSecondFactorOptions = { strategy: 'password' }
  return options
}

export function APasskeyNeedsNoIdentifier(flow: UseSignInReturnType) {
  const passkey: PasskeyWay = usePasskey(flow, { autofill: true } satisfies UsePasskeyOptions)
  expectTypeOf(passkey.isSupported).toEqualTypeOf<boolean>()
  expectTypeOf(passkey.signIn).toEqualTypeOf<(parameters?: SignInWithPasskeyParameters) => Promise<SignIn>>()
  // @ts-expect-error -- nobody signs up by one.
  usePasskey(useSignUp())
}

export function ATicketSaysWhatItIsGoodFor(flow: UseSignUpReturnType) {
  const way = useTicket(flow)
  expectTypeOf(way).toEqualTypeOf<TicketWay<UseSignUpReturnType>>()
  expectTypeOf(way.isThere).toEqualTypeOf<boolean>()
  expectTypeOf(way.status).toEqualTypeOf<Ticket['status']>()
  expectTypeOf<'sign_in' | 'sign_up' | 'complete' | null>().toExtend<Ticket['status']>()
  expectTypeOf<Ticket['ticket']>().toEqualTypeOf<string>()
}

export function AProviderIsReachedByThisPageOrAWindow() {
  expectTypeOf(useSignInWithRedirect().mutate).parameter(0).toEqualTypeOf<SignInWithRedirectParameters>()
  expectTypeOf(useSignUpWithRedirect().mutate).parameter(0).toEqualTypeOf<SignUpWithRedirectParameters>()
  expectTypeOf(useSignInWithPopup()).toEqualTypeOf<PopupWay<SignInWithPopupParameters>>()
  expectTypeOf(useSignUpWithPopup()).toEqualTypeOf<PopupWay<SignUpWithPopupParameters>>()
  const { open, outcome, error } = useSignInWithPopup()
  expectTypeOf(open({ strategy: 'oauth_google' })).toEqualTypeOf<Promise<RedirectOutcome>>()
  expectTypeOf(outcome).toEqualTypeOf<RedirectOutcome | undefined>()
  expectTypeOf(error).toEqualTypeOf<FrontdeskError | null>()
  // @ts-expect-error -- a window comes back to a page that needs no name of its own.
  void open({ strategy: 'oauth_google', redirectUrlComplete: '/' })
}

export function WhatIsSaidOnTheWayIsTheSame(parameters: SignUpThroughProviderParameters) {
  expectTypeOf(parameters).toExtend<ThroughProviderParameters>()
  expectTypeOf<ThroughProviderParameters['strategy']>().toEqualTypeOf<`oauth_${string}` | 'enterprise_sso'>()
  expectTypeOf<SignInWithRedirectParameters>().toExtend<ThroughProviderParameters & WayBackParameters>()
  expectTypeOf<SignUpWithRedirectParameters>().toExtend<SignUpThroughProviderParameters & WayBackParameters>()
  expectTypeOf<SignInWithPopupParameters>().toExtend<ThroughProviderParameters & PopupParameters>()
  expectTypeOf<SignUpWithPopupParameters>().toExtend<SignUpThroughProviderParameters & PopupParameters>()
  expectTypeOf<PopupParameters>().toExtend<RedirectOutcomeParameters>()
  expectTypeOf(useRedirectCallback).parameter(0).toEqualTypeOf<RedirectOutcomeParameters | undefined>()
  expectTypeOf<WayBackParameters['navigate']>().toEqualTypeOf<((url: string) => unknown) | undefined>()
  const openWindow: PopupParameters['openWindow'] = () => window.open()
  expectTypeOf<Window>().toExtend<PopupWindow>()
  return openWindow
}
