import type { CSSProperties } from 'react'
import { useSecondsLeft } from '../useSecondsLeft'

interface TokenLifetimeProps {
  /** Milliseconds since 1970, both. */
  issuedAt: number
  expiresAt: number
}

/** A ring that runs out. Long before it is empty the library has the next token. */
export function TokenLifetime({ issuedAt, expiresAt }: TokenLifetimeProps) {
  const lifetime = Math.round((expiresAt - issuedAt) / 1000)
  const left = Math.min(useSecondsLeft(expiresAt), lifetime)
  return (
    <div
      className="ring"
      role="progressbar"
      aria-label="Token lifetime"
      aria-valuemin={0}
      aria-valuemax={lifetime}
      aria-valuenow={left}
      aria-valuetext={`${left} seconds left`}
      style={{ '--left': left / lifetime } as CSSProperties}
    >
      <svg viewBox="0 0 100 100" aria-hidden="true">
        <circle cx="50" cy="50" r="44" pathLength="1" />
        <circle cx="50" cy="50" r="44" pathLength="1" className="ring-left" />
      </svg>
      <span className="ring-text">
        <strong>{left}</strong>
        <span>seconds left</span>
      </span>
    </div>
  )
}
