// Checked by `npm run test:types`: what a way takes and gives follows from the flow that it is given.
import {
  type Code,
  type FormError,
  formErrors,
  type SignIn,
  type SignUp,
  signInWithPassword,
  type UseSignInReturnType,
  useEmailCode,
  useEmailLink,
  usePasswordReset,
  usePhoneCode,
  useSecondFactor,
  useSignIn,
  useSignUp,
  useTicket,
} from 'frontdesk'
import { expectTypeOf } from 'vitest'

export function AWayOfASignInTakesAnIdentifier() {
  const flow = useSignIn()
  const code = useEmailCode(flow)
  expectTypeOf(code).toEqualTypeOf<Code<UseSignInReturnType>>()
  expectTypeOf(code.send({ identifier: 'alice' })).toEqualTypeOf<Promise<SignIn>>()
  expectTypeOf(code.verify).returns.toEqualTypeOf<Promise<SignIn>>()
  void useTicket(flow).accept()
  // @ts-expect-error -- what a new user says.
  void code.send({ emailAddress: 'alice@example.com' })
}

export function AWayOfASignUpTakesWhatANewUserSays() {
  const flow = useSignUp()
  const code = usePhoneCode(flow, { channel: 'whatsapp', resendAfter: 60 })
  expectTypeOf(code.send({ phoneNumber: '+1', password: 'secret' })).toEqualTypeOf<Promise<SignUp>>()
  expectTypeOf(useTicket(flow).accept({ firstName: 'Ann' })).toEqualTypeOf<Promise<SignUp>>()
  expectTypeOf(useEmailLink(flow, { redirectUrl: '/' }).send).returns.toEqualTypeOf<Promise<SignUp>>()
  // @ts-expect-error -- who signs in.
  void code.send({ identifier: 'alice' })
  // @ts-expect-error -- no such channel.
  usePhoneCode(flow, { channel: 'pigeon' })
}

export function WhatOnlySignInsHaveTakesNoSignUp() {
  const flow = useSignUp()
  // @ts-expect-error -- there is no password to forget yet.
  usePasswordReset(flow)
  // @ts-expect-error -- nor a second factor.
  useSecondFactor(flow)
  // @ts-expect-error -- nor anybody to sign in.
  void signInWithPassword(flow, { password: 'secret' })
  // @ts-expect-error -- no link is good without a page that it leads to.
  useEmailLink(flow)
}

export function AFieldMayHaveNoErrors() {
  const { fields, global, retryAfter } = formErrors(new Error())
  expectTypeOf(fields.password).toEqualTypeOf<readonly FormError[] | undefined>()
  expectTypeOf(global).toEqualTypeOf<readonly FormError[]>()
  expectTypeOf(retryAfter).toEqualTypeOf<number | undefined>()
  formErrors(null, { words: { form_param_nil: 'Bitte ausfüllen.', user_locked: ({ code }) => code } })
  // @ts-expect-error -- words are words.
  formErrors(null, { words: { form_param_nil: 7 } })
}
