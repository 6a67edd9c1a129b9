import { createPasskeyMutationOptions } from '../../core/query/passkeys'
import { type ActionOptions, type ActionResult, useAction } from '../useAction'

/**
 * A mutation that makes a passkey for this tab's user, with the browser's own dialog: `POST /v1/me/passkeys…`. Call it
 * where the user has clicked.
 *
 * @example
 * const { mutate: createPasskey, error } = useCreatePasskey()
 * <button onClick={() => createPasskey()}>Add a passkey</button>
 */
export function useCreatePasskey<Context = unknown>(
  options?: ActionOptions<typeof createPasskeyMutationOptions, Context>,
): ActionResult<typeof createPasskeyMutationOptions, Context> {
  return useAction(createPasskeyMutationOptions, options)
}
