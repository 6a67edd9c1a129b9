import { useGetToken } from 'frontdesk'
import { useState } from 'react'

/** The raw token opens doors until it expires: it is on screen only when asked for. */
export function TokenActions({ token }: { token: string }) {
  const getToken = useGetToken()
  const [isRevealed, setRevealed] = useState(false)
  const [copied, setCopied] = useState<string>()
  const [isRenewing, setRenewing] = useState(false)

  function renew() {
    if (isRenewing) return
    setRenewing(true)
    // Where it fails, useToken says why.
    getToken({ skipCache: true })
      .catch(() => {})
      .finally(() => setRenewing(false))
  }

  return (
    <>
      <div className="token-actions">
        <button
          type="button"
          className="button quiet"
          onClick={() => navigator.clipboard.writeText(token).then(() => setCopied(token))}
        >
          {copied === token ? 'Copied' : 'Copy token'}
        </button>
        <button
          type="button"
          className="button quiet"
          aria-expanded={isRevealed}
          onClick={() => setRevealed(!isRevealed)}
        >
          {isRevealed ? 'Hide token' : 'Reveal token'}
        </button>
        <button type="button" className="button quiet" aria-disabled={isRenewing} onClick={renew}>
          {isRenewing ? 'Renewing …' : 'Renew now'}
        </button>
      </div>
      {isRevealed && <textarea className="raw" aria-label="Raw token" readOnly rows={4} value={token} />}
    </>
  )
}
