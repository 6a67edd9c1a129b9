import { useClient, useSession, useSessions, useSetActive, type useSignOut } from 'frontdesk'
import { describeError } from '../errors'
import { AccountRow } from './AccountRow'

interface AccountListProps {
  signOut: ReturnType<typeof useSignOut>
}

export function AccountList({ signOut }: AccountListProps) {
  const { data: sessions = [] } = useSessions()
  const { data: lastActiveId } = useClient({ select: (client) => client?.lastActiveSessionId })
  const { sessionId: ownId } = useSession()
  const setActive = useSetActive()
  const error = setActive.error ?? signOut.error
  return (
    <>
      <ul className="accounts" data-keeps tabIndex={-1} aria-label="Signed-in accounts">
        {sessions.map((session) => (
          <AccountRow
            key={session.id}
            session={session}
            isOwn={session.id === ownId}
            isLastActive={session.id === lastActiveId}
            isSigningOut={signOut.isPending && signOut.variables?.sessionId === session.id}
            onSwitch={() => setActive.mutate({ sessionId: session.id })}
            onSignOut={() => signOut.mutate({ sessionId: session.id })}
          />
        ))}
      </ul>
      {error && (
        <p className="error" role="alert">
          {describeError(error)}
        </p>
      )}
    </>
  )
}
