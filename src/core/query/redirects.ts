import {
  type SignInWithRedirectParameters,
  type SignUpWithRedirectParameters,
  signInWithRedirect,
  signUpWithRedirect,
} from '../actions/redirects'
import type { Frontdesk } from '../frontdesk'
import { mutationOptions } from './mutationOptions'

/** Options of the mutation behind `useSignInWithRedirect`: `POST /v1/client/sign_ins`. */
export const signInWithRedirectMutationOptions = (frontdesk: Frontdesk) =>
  mutationOptions(frontdesk, 'signInWithRedirect', (parameters: SignInWithRedirectParameters) =>
    signInWithRedirect(frontdesk, parameters),
  )

/** Options of the mutation behind `useSignUpWithRedirect`: `POST /v1/client/sign_ups`. */
export const signUpWithRedirectMutationOptions = (frontdesk: Frontdesk) =>
  mutationOptions(frontdesk, 'signUpWithRedirect', (parameters: SignUpWithRedirectParameters) =>
    signUpWithRedirect(frontdesk, parameters),
  )
