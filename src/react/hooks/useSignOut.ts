import { signOutMutationOptions } from '../../core/query/signOut'
import { type ActionOptions, type ActionResult, useAction } from '../useAction'

/** A mutation that signs one account out: `POST /v1/client/sessions/{id}/remove`. Default: this tab's. */
export function useSignOut<Context = unknown>(
  options?: ActionOptions<typeof signOutMutationOptions, Context>,
): ActionResult<typeof signOutMutationOptions, Context> {
  return useAction(signOutMutationOptions, options)
}
