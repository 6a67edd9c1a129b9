import { useMutation } from '@tanstack/react-query'
import { signOutAllMutationOptions } from '../../core/query/signOutAll'
import { useFrontdesk } from '../context'
import type { MutationResult } from '../mutationResult'

/**
 * A mutation that signs every account out, in all tabs: `DELETE /v1/client`, or with `{ keepClient: true }`
 * `DELETE /v1/client/sessions`. `data.serverConfirmed` says whether the Frontend API could be reached.
 */
export function useSignOutAll(): MutationResult<typeof signOutAllMutationOptions> {
  const frontdesk = useFrontdesk()
  return useMutation(signOutAllMutationOptions(frontdesk), frontdesk.queryClient)
}
