import { useActiveSessions, useRevokeSession, useSession } from 'frontdesk'
import { describeError } from '../../errors'
import { Card } from '../Card'
import { DeviceRow } from './DeviceRow'

/** Where this user is signed in, on whatever device. */
export function DevicesCard() {
  const { data: sessions = [], isPending } = useActiveSessions()
  const { sessionId: ownId } = useSession()
  const revoke = useRevokeSession()
  return (
    <Card title="Devices" hooks="useActiveSessions · useRevokeSession">
      {isPending && <div className="skeleton" />}
      <ul className="accounts" aria-label="Devices">
        {sessions.map((session) => (
          <DeviceRow
            key={session.id}
            session={session}
            isOwn={session.id === ownId}
            isEnding={revoke.isPending && revoke.variables.sessionId === session.id}
            onRevoke={() => revoke.mutate({ sessionId: session.id })}
          />
        ))}
      </ul>
      {revoke.error && (
        <p className="error" role="alert">
          {describeError(revoke.error)}
        </p>
      )}
    </Card>
  )
}
