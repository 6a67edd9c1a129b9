import { signOutAllMutationOptions } from '../../core/query/signOutAll'
import { type ActionOptions, type ActionResult, useAction } from '../useAction'

/**
 * A mutation that signs every account out, in all tabs: `DELETE /v1/client`, or with `{ keepClient: true }`
 * `DELETE /v1/client/sessions`. `data.serverConfirmed` says whether the Frontend API could be reached.
 */
export function useSignOutAll<Context = unknown>(
  options?: ActionOptions<typeof signOutAllMutationOptions, Context>,
): ActionResult<typeof signOutAllMutationOptions, Context> {
  return useAction(signOutAllMutationOptions, options)
}
