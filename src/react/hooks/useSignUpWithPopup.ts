import { type SignUpWithPopupParameters, signUpWithPopup } from '../../core/actions/popups'
import { signUpWithPopupMutationOptions } from '../../core/query/popups'
import type { ActionOptions } from '../useAction'
import { type PopupWay, usePopup } from '../usePopup'

/**
 * Signs up with a provider in a window of its own, while this page stays: `POST /v1/client/sign_ups`. Who has an account
 * already is signed in. See `useSignInWithPopup()`.
 *
 * @param options - TanStack Query's callbacks.
 */
export function useSignUpWithPopup<Context = unknown>(
  options?: ActionOptions<typeof signUpWithPopupMutationOptions, Context>,
): PopupWay<SignUpWithPopupParameters> {
  return usePopup(signUpWithPopup, signUpWithPopupMutationOptions, options)
}
