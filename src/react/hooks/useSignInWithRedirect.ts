import { signInWithRedirectMutationOptions } from '../../core/query/redirects'
import { type ActionOptions, type ActionResult, useAction } from '../useAction'

/**
 * A mutation that begins a sign-in with a provider, and leaves for it: `POST /v1/client/sign_ins`. On the page that comes
 * back use `useRedirectCallback()`.
 *
 * @example
 * const { mutate, isPending, error } = useSignInWithRedirect()
 * <button onClick={() => mutate({ strategy: 'oauth_google', redirectUrl: '/signed-in' })}>Go on with Google</button>
 */
export function useSignInWithRedirect<Context = unknown>(
  options?: ActionOptions<typeof signInWithRedirectMutationOptions, Context>,
): ActionResult<typeof signInWithRedirectMutationOptions, Context> {
  return useAction(signInWithRedirectMutationOptions, options)
}
