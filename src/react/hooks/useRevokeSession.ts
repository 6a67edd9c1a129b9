import { revokeSessionMutationOptions } from '../../core/query/activeSessions'
import { type ActionOptions, type ActionResult, useAction } from '../useAction'

/**
 * A mutation that ends a session of this tab's user on any device: `POST /v1/me/sessions/{id}/revoke`. This tab's own is
 * signed out, as `useSignOut()` does. Who was verified long ago is refused with `session_reverification_required`:
 * `useReverification()` makes the call of `revokeSession()` once more after a step-up.
 */
export function useRevokeSession<Context = unknown>(
  options?: ActionOptions<typeof revokeSessionMutationOptions, Context>,
): ActionResult<typeof revokeSessionMutationOptions, Context> {
  return useAction(revokeSessionMutationOptions, options)
}
