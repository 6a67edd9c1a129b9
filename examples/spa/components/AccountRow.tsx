import type { Session } from 'frontdesk'
import { emailOf, nameOf } from '../people'
import { Avatar } from './Avatar'

interface AccountRowProps {
  session: Session
  /** Whether it is this tab's. */
  isOwn: boolean
  /** Whether it was used last, in any tab. */
  isLastActive: boolean
  isSigningOut: boolean
  onSwitch: () => void
  onSignOut: () => void
}

export function AccountRow({
  session,
  isOwn,
  isLastActive,
  isSigningOut,
  onSwitch,
  onSignOut,
}: AccountRowProps) {
  const { user, status } = session
  const name = nameOf(user)
  const signOut = isSigningOut ? 'Signing out …' : 'Sign out'
  return (
    <li
      className="account"
      data-keeps
      tabIndex={-1}
      aria-current={isOwn || undefined}
      aria-busy={isSigningOut}
    >
      <Avatar user={user} />
      <div className="who">
        <span className="name">
          <strong>{name}</strong>
          {isOwn && (
            <span className="badge" data-status="own">
              this tab
            </span>
          )}
          {status === 'pending' && (
            <span className="badge" data-status="pending">
              pending
            </span>
          )}
          {isLastActive && !isOwn && <span className="badge">used last</span>}
        </span>
        <span>{emailOf(user)}</span>
      </div>
      <div className="account-actions">
        {!isOwn && (
          <button type="button" className="button" aria-label={`Switch to ${name}`} onClick={onSwitch}>
            Switch
          </button>
        )}
        <button
          type="button"
          className="button quiet"
          aria-label={`${signOut} ${name}`}
          aria-disabled={isSigningOut}
          onClick={() => isSigningOut || onSignOut()}
        >
          {signOut}
        </button>
      </div>
    </li>
  )
}
