import { useConnectionStatus } from 'frontdesk'
import { useOnline } from '../useOnline'

const labels = {
  loading: 'Loading',
  ready: 'Ready',
  degraded: 'Degraded',
  error: 'Error',
  offline: 'Offline',
}

export function ConnectionPill() {
  const { status: known } = useConnectionStatus()
  const isOnline = useOnline()
  // An idle page asks for nothing, and so does not notice by itself.
  const status = known === 'ready' && !isOnline ? 'offline' : known
  return (
    <span className="pill" data-status={status} role="status" aria-label="Connection">
      <span className="dot" aria-hidden="true" />
      {labels[status]}
    </span>
  )
}
