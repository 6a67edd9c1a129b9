import { loadClient } from './bootstrap'
import { ready } from './clients'
import type { FrontdeskError } from './errors'
import { isTransient } from './errors'
import type { Internals } from './internals'
import type { Client } from './resources/client'

export interface Loader {
  /** Asks for the client; calls at the same time share the answer. The first load is the bootstrap. */
  load(): Promise<Client | null>
  /** Asks for the client, and once more if it is being asked for just now: that answer may be too old. */
  reload(): Promise<Client | null>
  /** Tries at once, where a load waits or has failed. */
  retry(): Promise<Client | null>
  isBusy(): boolean
  /** Resolves when no load is under way, however it ended. */
  settled(): Promise<void>
  /** Tries at once, if the last try failed for a reason that may have passed, and waiting is all that is done. */
  wake(): void
  /** Ends all waiting. */
  stop(): void
}

/** Failures in a row until a load rejects; it goes on trying behind the scenes. */
const quickAttempts = 4
/** Failures in a row until only `retry()`, the focus, or being online again makes another try. */
const attempts = 60
const longestQuickPause = 10_000
const longestPause = 25_000
const longestRetryAfter = 300_000

export function createLoader(internals: Internals): Loader {
  const { ambient, clients } = internals
  let flight: Promise<Client | null> | undefined
  let again: Promise<Client | null> | undefined
  let failures = 0
  let lastAttempt = Number.NEGATIVE_INFINITY
  /** No attempt before this: a server said `Retry-After`. */
  let notBefore = 0
  let endPause: ((reason: 'wake' | 'stop') => void) | undefined
  let cancelRecovery: (() => void) | undefined

  function load(): Promise<Client | null> {
    cancelRecovery?.()
    cancelRecovery = undefined
    flight ??= run().finally(() => {
      flight = undefined
    })
    return flight
  }

  async function run(): Promise<Client | null> {
    for (;;) {
      if (notBefore > ambient.now()) await pause(notBefore - ambient.now())
      lastAttempt = ambient.now()
      try {
        const client = await loadClient(internals)
        failures = 0
        clients.show(ready)
        return client
      } catch (caught) {
        const error = caught as FrontdeskError
        failures++
        const wait = isTransient(error) ? pauseAfter(error) : undefined
        const known = clients.snapshot() !== undefined
        const givesUp = wait === undefined || failures >= quickAttempts || wait > longestQuickPause
        if (known || givesUp) clients.show({ status: known ? 'degraded' : 'error', error })
        if (givesUp) {
          if (wait !== undefined) recoverIn(wait)
          throw error
        }
        if ((await pause(wait)) === 'stop') throw error
      }
    }
  }

  function pauseAfter({ retryAfter, status }: FrontdeskError): number {
    const jitter = 1 + ambient.random() / 4
    const own = Math.min(longestPause, 500 * 2 ** (failures - 1)) * jitter
    if (status !== 429 || retryAfter === undefined) return own
    const asked = Math.min(longestRetryAfter, retryAfter * 1000)
    notBefore = ambient.now() + asked
    return Math.max(own, asked * jitter)
  }

  function pause(ms: number): Promise<'over' | 'wake' | 'stop'> {
    return new Promise((resolve) => {
      const end = (reason: 'over' | 'wake' | 'stop') => {
        cancel()
        endPause = undefined
        resolve(reason)
      }
      const cancel = ambient.timeout(() => end('over'), ms)
      endPause = end
    })
  }

  function recoverIn(ms: number) {
    if (internals.lifecycle.mounts() === 0 || failures >= attempts) return
    cancelRecovery = ambient.timeout(() => {
      // A hidden tab waits until it is shown.
      if (ambient.page?.visible() ?? true) void load().catch(() => {})
    }, ms)
  }

  return {
    load,
    reload() {
      if (!flight) return load()
      again ??= flight
        .catch(() => {})
        .then(() => {
          again = undefined
          return load()
        })
      return again
    },
    retry() {
      endPause?.('wake')
      if (clients.snapshot() === undefined) clients.show({ status: 'loading', error: undefined })
      // Through the query, whose observers show the failure: they are to show this try too.
      return internals.cache.fetch()
    },
    isBusy: () => flight !== undefined,
    settled: async () => {
      await flight?.catch(() => {})
    },
    wake() {
      const now = ambient.now()
      if (failures === 0 || now < notBefore || now - lastAttempt < 1000) return
      if (flight) endPause?.('wake')
      else void load().catch(() => {})
    },
    stop() {
      cancelRecovery?.()
      endPause?.('stop')
    },
  }
}
