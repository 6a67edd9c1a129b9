import { type Session, useSession } from 'frontdesk'
import { emailOf, nameOf } from '../people'
import { Avatar } from './Avatar'

const labels = { 'signed-in': 'Signed in', pending: 'Pending', 'signing-out': 'Signing out …' }

/** Who this tab is. Other tabs may be someone else: each keeps its own session. */
export function TabSession() {
  const { status, session } = useSession()
  return (
    <div className="tab-session" role="status" aria-label="This tab" data-status={status}>
      {status === 'loading' ? (
        <p className="muted">The client is not known yet.</p>
      ) : status === 'error' ? (
        <p className="error">Who is signed in cannot be known.</p>
      ) : status === 'signed-out' ? (
        <p className="tab-session-empty">Nobody is signed in.</p>
      ) : session === undefined ? null : (
        <>
          <Avatar user={session.user} size="large" />
          <div className="who">
            <strong>{nameOf(session.user)}</strong>
            <span>{emailOf(session.user)}</span>
          </div>
          <span className="badge" data-status={status}>
            {labels[status]}
          </span>
          {status === 'pending' && <Tasks session={session} />}
        </>
      )}
    </div>
  )
}

function Tasks({ session }: { session: Session }) {
  return (
    <div className="tasks">
      <p>To do before this session becomes active and gets a token:</p>
      <ul>
        {session.tasks.map(({ key }) => (
          <li key={key}>
            <code>{key}</code>
          </li>
        ))}
      </ul>
    </div>
  )
}
