import type { ReactNode } from 'react'
import { useShown } from './useShown'

/** For whom `<Show>` shows its children. */
export interface ShowProps {
  /** For whom the children are. */
  when: 'signed-in' | 'signed-out' | 'pending'
  /** A pending session counts as signed out (default), or, with `false`, as signed in. */
  treatPendingAsSignedOut?: boolean | undefined
  /** For everyone else, once it is known who is there. Default: nothing. */
  fallback?: ReactNode
  children?: ReactNode
}

/** Shows its children to whom they are for; nothing while the client is loading, or cannot be had. */
export function Show({
  when,
  treatPendingAsSignedOut = true,
  fallback = null,
  children,
}: ShowProps): ReactNode {
  // While signing out, the content stays until it is final: that of a pending session, too.
  const isPending = useShown(
    ({ session: { sessionId, session, status } }) => sessionId && (session?.status ?? status) === 'pending',
  )
  if (isPending === undefined) return null
  const isSignedIn = isPending === false || (isPending && !treatPendingAsSignedOut)
  const shows = when === 'pending' ? isPending : when === 'signed-in' ? isSignedIn : !isSignedIn
  return shows ? children : fallback
}

interface GateProps {
  children?: ReactNode
}

/** Shows its children until the client is known, or cannot be had. */
export const ClientLoading = ({ children }: GateProps): ReactNode => useGate(['loading'], children)

/** Shows its children once the client is known, fresh or not. */
export const ClientReady = ({ children }: GateProps): ReactNode => useGate(['ready', 'degraded'], children)

/** Shows its children while newer news of a known client cannot be had. */
export const ClientDegraded = ({ children }: GateProps): ReactNode => useGate(['degraded'], children)

/** Shows its children where the client cannot be had: say why with `useConnectionStatus()`. */
export const ClientFailed = ({ children }: GateProps): ReactNode => useGate(['error'], children)

function useGate(statuses: readonly string[], children: ReactNode): ReactNode {
  return statuses.includes(useShown(({ connection }) => connection.status)) ? children : null
}
