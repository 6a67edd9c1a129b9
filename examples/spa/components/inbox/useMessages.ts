import { useEffect, useState } from 'react'
import { onAnswer } from '../../requestLog'

/** What the box has sent to somebody. */
export interface Message {
  /** Milliseconds since 1970. */
  readonly time: number
  readonly kind: string
  /** An address, or a number. */
  readonly to: string
  /** Empty where it is a link. */
  readonly code: string
  readonly link?: string
}

/** Newest first. What is sent follows a request of this page, or of another one that was shown before it. */
export function useMessages(): readonly Message[] {
  const [messages, setMessages] = useState<readonly Message[]>([])
  useEffect(() => {
    let isOver = false
    let last = 0
    async function look() {
      const mine = ++last
      const response = await fetch('inbox')
      const next = (await response.json()) as readonly Message[]
      if (!isOver && mine === last) setMessages(next)
    }
    // A box that is not there is what the banner tells of.
    const tryToLook = () => void look().catch(() => {})
    tryToLook()
    const stop = onAnswer(tryToLook)
    window.addEventListener('focus', tryToLook)
    return () => {
      isOver = true
      stop()
      window.removeEventListener('focus', tryToLook)
    }
  }, [])
  return messages
}
