import { useContext, useMemo } from 'react'
import { tokenKey } from '../../core/features/tokens/book'
import type { SessionState } from '../../core/features/tokens/sessionState'
import { SeedContext } from '../context'
import { useShown } from '../useShown'
import { useTokenState } from '../useTokenState'

/**
 * This tab's session: `loading`, `error`, `signed-in`, `pending`, `signing-out` or `signed-out`, with who it is, or
 * why that cannot be known. Renders on a change of those, not when a token is refreshed or a session was merely used.
 */
export function useSession(): SessionState {
  const session = useShown((shown) => shown.session)
  const { sessionId, organizationId } = session
  const seed = useContext(SeedContext)
  const isSeeded = seed?.sessionId === sessionId && seed?.organizationId === organizationId
  const claims = useTokenState(({ tokens }) =>
    sessionId
      ? (tokens[tokenKey({ sessionId, organizationId })]?.claims ?? (isSeeded ? seed?.claims : undefined))
      : sessionId,
  )
  return useMemo(() => ({ ...session, claims }) as SessionState, [session, claims])
}
