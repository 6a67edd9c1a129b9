import { useMutation } from '@tanstack/react-query'
import { signOutMutationOptions } from '../../core/query/signOut'
import { useFrontdesk } from '../context'
import type { MutationResult } from '../mutationResult'

/** A mutation that signs one account out: `POST /v1/client/sessions/{id}/remove`. Default: this tab's. */
export function useSignOut(): MutationResult<typeof signOutMutationOptions> {
  const frontdesk = useFrontdesk()
  return useMutation(signOutMutationOptions(frontdesk), frontdesk.queryClient)
}
