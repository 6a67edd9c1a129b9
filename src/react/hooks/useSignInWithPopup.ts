import { type SignInWithPopupParameters, signInWithPopup } from '../../core/actions/popups'
import { signInWithPopupMutationOptions } from '../../core/query/popups'
import type { ActionOptions } from '../useAction'
import { type PopupWay, usePopup } from '../usePopup'

/**
 * Signs in with a provider in a window of its own, while this page stays: `POST /v1/client/sign_ins`. For production
 * instances; elsewhere `error` is `popup_unsupported`.
 *
 * @param options - TanStack Query's callbacks.
 *
 * @example
 * const { open, isPending, outcome, error } = useSignInWithPopup()
 * <button onClick={() => open({ strategy: 'oauth_google' }).catch(() => {})}>Go on with Google</button>
 */
export function useSignInWithPopup<Context = unknown>(
  options?: ActionOptions<typeof signInWithPopupMutationOptions, Context>,
): PopupWay<SignInWithPopupParameters> {
  return usePopup(signInWithPopup, signInWithPopupMutationOptions, options)
}
