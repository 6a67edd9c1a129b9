import { useEffect } from 'react'

/** A hook that calls `end` after the unmount of the component that uses it. StrictMode mounts it again at once: that is none. */
export function whileUsed(end: () => void): () => void {
  let uses = 0
  return function useIt() {
    useEffect(() => {
      uses++
      return () => {
        uses--
        queueMicrotask(() => uses === 0 && end())
      }
    }, [])
  }
}
