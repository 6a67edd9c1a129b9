import { deletePasskeyMutationOptions } from '../../core/query/passkeys'
import { type ActionOptions, type ActionResult, useAction } from '../useAction'

/** A mutation that removes a passkey of this tab's user: `DELETE /v1/me/passkeys/{id}`. */
export function useDeletePasskey<Context = unknown>(
  options?: ActionOptions<typeof deletePasskeyMutationOptions, Context>,
): ActionResult<typeof deletePasskeyMutationOptions, Context> {
  return useAction(deletePasskeyMutationOptions, options)
}
