import { useMutation } from '@tanstack/react-query'
import {
  type FrontdeskError,
  useActiveSessions,
  useFrontdesk,
  useReverification,
  useSession,
} from 'frontdesk'
import { type RevokeSessionParameters, revokeSession } from 'frontdesk/core'
import { describeError } from '../../errors'
import { Card } from '../Card'
import { DeviceRow } from './DeviceRow'
import { StepUpPanel } from './StepUpPanel'

/** Where this user is signed in, on whatever device. To end another one the Frontend API asks for a proof that is younger than ten minutes. */
export function DevicesCard() {
  const frontdesk = useFrontdesk()
  const { data: sessions = [], isPending } = useActiveSessions()
  const { sessionId: ownId } = useSession()
  const { call, reverification } = useReverification((parameters: RevokeSessionParameters) =>
    revokeSession(frontdesk, parameters),
  )
  const revoke = useMutation<unknown, FrontdeskError, RevokeSessionParameters>({ mutationFn: call })
  return (
    <Card title="Devices" hooks="useActiveSessions · useReverification">
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
      {reverification && <StepUpPanel stepUp={reverification} />}
      {revoke.error && (
        <p className="error" role="alert">
          {describeError(revoke.error)}
        </p>
      )}
    </Card>
  )
}
