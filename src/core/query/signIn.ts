import {
  type AttemptFirstFactorParameters,
  attemptFirstFactor,
  type CreateSignInParameters,
  createSignIn,
} from '../actions/signIn'
import type { Frontdesk } from '../types'
import { mutationOptions } from './mutationOptions'

/** A step of a sign-in: the first, or a factor for the sign-in that `signInId` names. */
export type SignInStep = CreateSignInParameters | AttemptFirstFactorParameters

/** Options of the mutation behind `useSignIn`: `POST /v1/client/sign_ins`, and `…/{id}/attempt_first_factor`. */
export const signInMutationOptions = (frontdesk: Frontdesk) =>
  mutationOptions(frontdesk, 'signIn', (step: SignInStep) =>
    'signInId' in step ? attemptFirstFactor(frontdesk, step) : createSignIn(frontdesk, step),
  )
