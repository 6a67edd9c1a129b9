import { createClientMutationOptions } from '../../core/query/createClient'
import { type ActionOptions, type ActionResult, useAction } from '../useAction'

/** A mutation that creates the client: `POST /v1/client`, or `PUT`. Signing in does so by itself. */
export function useCreateClient<Context = unknown>(
  options?: ActionOptions<typeof createClientMutationOptions, Context>,
): ActionResult<typeof createClientMutationOptions, Context> {
  return useAction(createClientMutationOptions, options)
}
