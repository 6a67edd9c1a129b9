import { renamePasskeyMutationOptions } from '../../core/query/passkeys'
import { type ActionOptions, type ActionResult, useAction } from '../useAction'

/** A mutation that gives a passkey of this tab's user another name: `PATCH /v1/me/passkeys/{id}`. */
export function useRenamePasskey<Context = unknown>(
  options?: ActionOptions<typeof renamePasskeyMutationOptions, Context>,
): ActionResult<typeof renamePasskeyMutationOptions, Context> {
  return useAction(renamePasskeyMutationOptions, options)
}
