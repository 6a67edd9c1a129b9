import { revokeSessionMutationOptions } from '../../core/query/activeSessions'
import { type ActionOptions, type ActionResult, useAction } from '../useAction'

/**
 * A mutation that ends a session of this tab's user on any device: `POST /v1/me/sessions/{id}/revoke`. This tab's own is
 * signed out, as `useSignOut()` does.
 */
export function useRevokeSession<Context = unknown>(
  options?: ActionOptions<typeof revokeSessionMutationOptions, Context>,
): ActionResult<typeof revokeSessionMutationOptions, Context> {
  return useAction(revokeSessionMutationOptions, options)
}
