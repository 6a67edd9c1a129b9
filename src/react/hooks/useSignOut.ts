import { signOutMutationOptions } from '../../core/query/signOut'
import { type ActionResult, useAction } from '../useAction'

/** A mutation that signs one account out: `POST /v1/client/sessions/{id}/remove`. Default: this tab's. */
export function useSignOut(): ActionResult<typeof signOutMutationOptions> {
  return useAction(signOutMutationOptions)
}
