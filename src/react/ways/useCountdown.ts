import { useCallback, useState, useSyncExternalStore } from 'react'
import { useFrontdesk } from '../context'

/**
 * Counts down to a time. Renders nobody who does not ask.
 *
 * @param until - milliseconds since 1970.
 * @returns the seconds left, rounded up, for who renders them.
 */
export function useCountdown(until: number): () => number {
  const { ambient } = useFrontdesk()._internal
  const [asked] = useState({ isAsked: false })
  const left = () => Math.max(0, Math.ceil((until - ambient.now()) / 1000))
  const subscribe = useCallback(
    (onChange: () => void) => {
      let stop: (() => void) | undefined
      const tick = () => {
        const rest = until - ambient.now()
        // Just behind the next whole second.
        if (rest > 0) stop = ambient.timeout(tick, (rest % 1000) + 1)
        onChange()
      }
      tick()
      return () => stop?.()
    },
    [ambient, until],
  )
  const current = () => (asked.isAsked ? left() : 0)
  useSyncExternalStore(subscribe, current, () => 0)
  return () => {
    asked.isAsked = true
    return left()
  }
}
