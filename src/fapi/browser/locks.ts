import type { AmbientLocks } from '../../core/host/ambient'

/** The locks of one browser, which its tabs share. */
export interface LockManager {
  /** The locks as one tab has them. What it holds and waits for is let go once `closed` aborts. */
  forTab(closed: AbortSignal): AmbientLocks
}

export function createLockManager(): LockManager {
  /** Who waits for each lock that is held, first come first served. */
  const queues = new Map<string, (() => void)[]>()

  const release = (name: string) => {
    const next = queues.get(name)?.shift()
    if (next) next()
    else queues.delete(name)
  }

  const acquire = (name: string, closed: AbortSignal, given: AbortSignal | undefined) => {
    const queue = queues.get(name)
    if (!queue) {
      queues.set(name, [])
      return Promise.resolve()
    }
    const signals = given ? [given, closed] : [closed]
    return new Promise<void>((resolve, reject) => {
      const turn = () => {
        for (const signal of signals) signal.removeEventListener('abort', leave)
        resolve()
      }
      const leave = ({ target }: Event) => {
        for (const signal of signals) signal.removeEventListener('abort', leave)
        queue.splice(queue.indexOf(turn), 1)
        // Nothing runs in a closed tab, so it hears of nothing.
        if (target !== closed) reject((target as AbortSignal).reason)
      }
      for (const signal of signals) signal.addEventListener('abort', leave)
      queue.push(turn)
    })
  }

  return {
    forTab: (closed) => ({
      async request(name, { ifAvailable = false, signal }, callback) {
        signal?.throwIfAborted()
        if (closed.aborted) return new Promise(() => {})
        if (ifAvailable && queues.has(name)) return callback(null)
        await acquire(name, closed, signal)
        let isHeld = true
        const letGo = () => {
          if (isHeld) release(name)
          isHeld = false
        }
        closed.addEventListener('abort', letGo, { once: true })
        try {
          return await callback({ name })
        } finally {
          closed.removeEventListener('abort', letGo)
          letGo()
        }
      },
    }),
  }
}
