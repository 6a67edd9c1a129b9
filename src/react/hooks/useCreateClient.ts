import { useMutation } from '@tanstack/react-query'
import { createClientMutationOptions } from '../../core/query/createClient'
import { useFrontdesk } from '../context'
import type { MutationResult } from '../mutationResult'

/** A mutation that creates the client: `POST /v1/client`, or `PUT`. Signing in does so by itself. */
export function useCreateClient(): MutationResult<typeof createClientMutationOptions> {
  const frontdesk = useFrontdesk()
  return useMutation(createClientMutationOptions(frontdesk), frontdesk.queryClient)
}
