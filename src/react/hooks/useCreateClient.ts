import { createClientMutationOptions } from '../../core/query/createClient'
import { type ActionResult, useAction } from '../useAction'

/** A mutation that creates the client: `POST /v1/client`, or `PUT`. Signing in does so by itself. */
export function useCreateClient(): ActionResult<typeof createClientMutationOptions> {
  return useAction(createClientMutationOptions)
}
