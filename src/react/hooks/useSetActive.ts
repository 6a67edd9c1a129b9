import { useMutation } from '@tanstack/react-query'
import { setActiveMutationOptions } from '../../core/query/setActive'
import { useFrontdesk } from '../context'
import type { MutationResult } from '../mutationResult'

/** A mutation that switches this tab to another session or organization: `POST /v1/client/sessions/{id}/touch`. */
export function useSetActive(): MutationResult<typeof setActiveMutationOptions> {
  const frontdesk = useFrontdesk()
  return useMutation(setActiveMutationOptions(frontdesk), frontdesk.queryClient)
}
