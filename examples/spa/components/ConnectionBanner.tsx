import { useConnectionStatus } from 'frontdesk'
import { useState } from 'react'
import { describeError } from '../errors'

/** Says why the client is not known or not fresh. It recovers by itself; the button only hurries it. */
export function ConnectionBanner() {
  const { status, error, retry } = useConnectionStatus()
  const [isTrying, setTrying] = useState(false)
  if (!error) return null

  function tryNow() {
    if (isTrying) return
    setTrying(true)
    // How it ends, the status says.
    retry()
      .catch(() => {})
      .finally(() => setTrying(false))
  }

  return (
    <div className="banner" data-status={status} role="alert">
      <p>
        <strong>
          {status === 'degraded' ? 'Showing what was last known.' : 'The client cannot be loaded.'}
        </strong>{' '}
        {describeError(error)} <code>{error.code}</code>
      </p>
      <button type="button" className="button" aria-disabled={isTrying} onClick={tryNow}>
        {isTrying ? 'Trying …' : 'Retry now'}
      </button>
    </div>
  )
}
