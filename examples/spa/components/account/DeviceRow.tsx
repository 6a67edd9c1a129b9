import type { ActiveSession } from 'frontdesk'

interface DeviceRowProps {
  session: ActiveSession
  /** Whether it is this tab's. */
  isOwn: boolean
  isEnding: boolean
  onRevoke: () => void
}

export function DeviceRow({ session, isOwn, isEnding, onRevoke }: DeviceRowProps) {
  const { latestActivity: activity, lastActiveAt } = session
  const told = [activity?.browserName, activity?.deviceType].filter(Boolean).join(' on ')
  const name = told || (isOwn ? 'This browser' : 'Another device')
  const place = [activity?.city, activity?.country, activity?.ipAddress].filter(Boolean).join(', ')
  const time = new Date(lastActiveAt)
  const signOut = isEnding ? 'Signing out …' : 'Sign out'
  return (
    <li className="account" aria-busy={isEnding}>
      <span className="device-icon" data-mobile={activity?.isMobile ?? false} aria-hidden="true" />
      <div className="who">
        <span className="name">
          <strong>{name}</strong>
          {isOwn && (
            <span className="badge" data-status="own">
              this tab
            </span>
          )}
        </span>
        <span>
          {place && `${place} · `}
          <time dateTime={time.toISOString()}>{time.toLocaleString()}</time>
        </span>
      </div>
      <div className="account-actions">
        <button
          type="button"
          className="button quiet"
          aria-label={`${signOut} ${isOwn ? 'this tab’s session' : `${name}, ${time.toLocaleString()}`}`}
          aria-disabled={isEnding}
          onClick={() => isEnding || onRevoke()}
        >
          {signOut}
        </button>
      </div>
    </li>
  )
}
