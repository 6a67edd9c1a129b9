import { signUpWithRedirectMutationOptions } from '../../core/query/redirects'
import { type ActionOptions, type ActionResult, useAction } from '../useAction'

/**
 * A mutation that begins a sign-up with a provider, or goes on with one under way that misses something, and leaves for
 * it: `POST /v1/client/sign_ups` or `PATCH …/{id}`. Where `missingFields` has `enterpriseSso`, take `enterprise_sso`. On the
 * page that comes back use `useRedirectCallback()`. Who has an account already is signed in.
 */
export function useSignUpWithRedirect<Context = unknown>(
  options?: ActionOptions<typeof signUpWithRedirectMutationOptions, Context>,
): ActionResult<typeof signUpWithRedirectMutationOptions, Context> {
  return useAction(signUpWithRedirectMutationOptions, options)
}
