// Checked by `npm run test:types`: how the types lead an app through a provider's page and back.
import {
  type FrontdeskError,
  type RedirectOutcome,
  type SignIn,
  type SignUp,
  useRedirectCallback,
  useSignInWithRedirect,
  useSignUpWithRedirect,
} from 'frontdesk'
import {
  type Frontdesk,
  handleRedirectCallback,
  signInWithBrowser,
  signInWithRedirect,
  signUpWithRedirect,
} from 'frontdesk/core'
import { expectTypeOf } from 'vitest'

export function ASwitchTellsAllThatItMayHaveComeTo() {
  const outcome = useRedirectCallback()
  switch (outcome.status) {
    case 'pending':
    case 'none':
      return
    case 'signed-in':
      return expectTypeOf(outcome.sessionId).toEqualTypeOf<string>()
    case 'continue-sign-in':
      return expectTypeOf(outcome.signIn).toEqualTypeOf<SignIn>()
    case 'continue-sign-up':
      return expectTypeOf(outcome.signUp).toEqualTypeOf<SignUp>()
    case 'refused':
      return expectTypeOf(outcome.error).toEqualTypeOf<FrontdeskError>()
    default:
      return expectTypeOf(outcome).toBeNever()
  }
}

export function AnActionGivesTheSameButNothingPending(frontdesk: Frontdesk) {
  expectTypeOf(handleRedirectCallback(frontdesk)).resolves.toEqualTypeOf<RedirectOutcome>()
  expectTypeOf(signInWithRedirect(frontdesk, { strategy: 'oauth_google' })).resolves.toBeVoid()
  const openBrowser = async () => null
  const native = { strategy: 'oauth_apple', redirectUrl: 'myapp://back', openBrowser } as const
  expectTypeOf(signInWithBrowser(frontdesk, native)).resolves.toEqualTypeOf<RedirectOutcome>()
  // @ts-expect-error -- where would it come back to?
  void signInWithBrowser(frontdesk, { strategy: 'oauth_apple', openBrowser })
}

export function StrategiesLeadThroughAProvider(frontdesk: Frontdesk) {
  const { mutate } = useSignInWithRedirect()
  mutate({ strategy: 'oauth_brand_new', redirectUrl: '/back', oidcPrompt: 'login' })
  mutate({ strategy: 'enterprise_sso', identifier: 'ann@acme.example' })
  // @ts-expect-error -- that needs no other site.
  mutate({ strategy: 'password' })
  // @ts-expect-error -- which provider?
  mutate({ redirectUrl: '/back' })
  // @ts-expect-error -- a sign-in has no terms to accept.
  mutate({ strategy: 'oauth_google', legalAccepted: true })
  useSignUpWithRedirect().mutate({ strategy: 'oauth_google', legalAccepted: true })
  void signUpWithRedirect(frontdesk, { strategy: 'oauth_google', unsafeMetadata: { a: 1 } })
}
