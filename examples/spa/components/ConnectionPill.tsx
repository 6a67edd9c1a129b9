import { useConnectionStatus } from 'frontdesk'

const labels = { loading: 'Loading', ready: 'Ready', degraded: 'Degraded', error: 'Error' }

export function ConnectionPill() {
  const { status } = useConnectionStatus()
  return (
    <span className="pill" data-status={status} role="status" aria-label="Connection">
      <span className="dot" aria-hidden="true" />
      {labels[status]}
    </span>
  )
}
