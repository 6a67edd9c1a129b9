import { setActiveMutationOptions } from '../../core/query/setActive'
import { type ActionResult, useAction } from '../useAction'

/** A mutation that switches this tab to another session or organization: `POST /v1/client/sessions/{id}/touch`. */
export function useSetActive(): ActionResult<typeof setActiveMutationOptions> {
  return useAction(setActiveMutationOptions)
}
