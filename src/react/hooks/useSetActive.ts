import { setActiveMutationOptions } from '../../core/query/setActive'
import { type ActionOptions, type ActionResult, useAction } from '../useAction'

/** A mutation that switches this tab to another session or organization: `POST /v1/client/sessions/{id}/touch`. */
export function useSetActive<Context = unknown>(
  options?: ActionOptions<typeof setActiveMutationOptions, Context>,
): ActionResult<typeof setActiveMutationOptions, Context> {
  return useAction(setActiveMutationOptions, options)
}
