import { useState } from 'react'

interface ResendButtonProps {
  /** What is sent. */
  noun: string
  /** Seconds until it may be sent again. */
  resendIn: number
  send: () => Promise<unknown>
}

/** Sends a code or a link again, once that may be done. */
export function ResendButton({ noun, resendIn, send }: ResendButtonProps) {
  const [times, setTimes] = useState(0)

  function again() {
    if (resendIn > 0) return
    send().then(
      () => setTimes(times + 1),
      // The form says why.
      () => {},
    )
  }

  return (
    <p className="resend">
      <button type="button" className="link" aria-disabled={resendIn > 0} onClick={again}>
        {resendIn > 0 ? `Send another ${noun} in ${resendIn} s` : `Send another ${noun}`}
      </button>
      <span role="status">{times > 0 && resendIn > 0 && `Another ${noun} was sent.`}</span>
    </p>
  )
}
