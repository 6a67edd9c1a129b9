import { useSession, useToken } from 'frontdesk'
import { describeError } from '../errors'
import { decodeClaims } from '../jwt'
import { Card } from './Card'
import { Claims } from './Claims'
import { TokenActions } from './TokenActions'
import { TokenLifetime } from './TokenLifetime'

const reasons = {
  loading: 'No token yet.',
  ready: '',
  error: 'No token can be had right now.',
  'signed-out': 'No token: nobody is signed in here.',
}

export function TokenCard() {
  const { status, token, expiresAt, error } = useToken()
  const session = useSession()
  const claims = token ? decodeClaims(token) : undefined
  return (
    <Card title="Session token" hooks="useToken · useGetToken">
      {token && claims && expiresAt !== undefined ? (
        <div className="token">
          <TokenLifetime issuedAt={Number(claims.iat) * 1000} expiresAt={expiresAt} />
          <TokenActions key={session.sessionId} token={token} />
          <Claims claims={claims} />
        </div>
      ) : (
        <p className="empty">
          {session.status === 'pending'
            ? 'No token yet: a pending session gets one once its tasks are done.'
            : reasons[status]}
        </p>
      )}
      {error && session.status !== 'error' && (
        <p className="error" role="alert">
          {describeError(error)}
        </p>
      )}
    </Card>
  )
}
