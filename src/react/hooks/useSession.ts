import type { SessionState } from '../../core/types'
import { useShown } from '../useShown'

/**
 * This tab's session: `loading`, `signed-in`, `pending`, `signing-out` or `signed-out`, with who it is. Renders
 * on a change of those, not when a token is refreshed or a session was merely used.
 */
export function useSession(): SessionState {
  return useShown(({ shown }) => shown.session)
}
