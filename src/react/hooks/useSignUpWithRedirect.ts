import { signUpWithRedirectMutationOptions } from '../../core/query/redirects'
import { type ActionOptions, type ActionResult, useAction } from '../useAction'

/**
 * A mutation that begins a sign-up with a provider, and leaves for it: `POST /v1/client/sign_ups`. With `continueSignUp`,
 * or by `enterprise_sso` where `missingFields` has `enterpriseSso`, it goes on with the one under way: `PATCH …/{id}`. On
 * the page that comes back use `useRedirectCallback()`. Who has an account already is signed in.
 */
export function useSignUpWithRedirect<Context = unknown>(
  options?: ActionOptions<typeof signUpWithRedirectMutationOptions, Context>,
): ActionResult<typeof signUpWithRedirectMutationOptions, Context> {
  return useAction(signUpWithRedirectMutationOptions, options)
}
