import { useEffect, useState } from 'react'
import { useSecondsLeft } from '../../useSecondsLeft'
import type { Entry } from './authenticator'
import { pick } from './pick'
import { period, totpCode } from './totp'

const step = period * 1000
const endOf = (time: number) => (Math.floor(time / step) + 1) * step

/** A code of the authenticator app, and how long it is good. */
export function AppEntry({ entry: { name, secret } }: { entry: Entry }) {
  const [end, setEnd] = useState(() => endOf(Date.now()))
  const [code, setCode] = useState('')
  const left = useSecondsLeft(end)

  useEffect(() => {
    if (left === 0) setEnd(endOf(Date.now()))
  }, [left])

  useEffect(() => {
    let isOver = false
    totpCode(secret, end - 1).then(
      (next) => isOver || setCode(next),
      // Where there is no Web Crypto.
      () => {},
    )
    return () => {
      isOver = true
    }
  }, [secret, end])

  return (
    <li className="message">
      <div className="who">
        <strong>{name}</strong>
        <span>authenticator app · {left} s</span>
      </div>
      <button
        type="button"
        className="code-chip"
        aria-label={`${code}: the app’s code for ${name}`}
        onClick={() => pick(code)}
      >
        {code}
      </button>
    </li>
  )
}
