import { loadClient } from './bootstrap'
import { ready, show } from './clients'
import { type FrontdeskError, isForeign, isTransient } from './errors'
import type { Internals } from './internals'
import type { Client } from './resources/client'
import { share } from './share'
import { fetchCached } from './sync/cache'
import { sleep } from './sync/sleep'
import { post } from './sync/tabs'

export interface Loader {
  /** Asks for the client; calls at the same time share the answer. The first load is the bootstrap. */
  load(): Promise<Client | null>
  /** Asks for the client, and once more if it is being asked for just now: that answer may be too old. */
  reload(): Promise<Client | null>
  /** As `reload`, for its effect alone, while anybody needs the handle. */
  refresh(): void
  /** Resolves when no load is under way, however it ended. */
  settled(): Promise<unknown>
  isBusy(): boolean
  /** Ends the pause before the next try. */
  hurry(): void
}

/** Failures in a row until a load rejects; it goes on trying behind the scenes. */
const quickAttempts = 4
/** Failures in a row until only `retry()`, the focus, or being online again makes another try. */
const attempts = 60
const longestQuickPause = 10_000
const longestPause = 23_000
const longestRetryAfter = 300_000
/** The longest that timers know. */
const untilWoken = 2 ** 31 - 1

export function createLoader(internals: Internals): Loader {
  const { ambient, flights, hooks } = internals
  let failures = 0
  let lastAttempt = 0
  /** Milliseconds from the last attempt to the next: a server said `Retry-After`. Else 0. */
  let asked = 0
  let refusal: FrontdeskError | undefined
  /** Ends the pause, and with `true` what was to come after it. */
  let endPause: ((stopped?: boolean) => void) | undefined

  /** Milliseconds since the last attempt; more than any wait where the clock was set back. */
  function sinceAttempt() {
    const since = ambient.now() - lastAttempt
    return since < 0 ? untilWoken : since
  }

  const isBusy = () => flights.has('load')
  const settled = async () => flights.get('load')?.catch(() => {})
  const refresh = () => void (internals.mounts > 0 && reload().catch(() => {}))

  function load() {
    if (!isBusy()) endPause?.(true)
    return share(internals, 'load', run)
  }

  async function reload() {
    if (isBusy()) await share(internals, 'reload', settled)
    return load()
  }

  async function run(): Promise<Client | null> {
    const { signal } = internals.lifetime
    for (;;) {
      while (sinceAttempt() < asked) if (await pause(asked - sinceAttempt())) throw refusal
      lastAttempt = ambient.now()
      const { uncertain } = internals
      internals.uncertain = false
      try {
        const client = await loadClient(internals)
        failures = 0
        if (uncertain) post(internals, { type: 'changed' })
        if (!signal.aborted) show(internals, ready)
        return client
      } catch (caught) {
        internals.uncertain ||= uncertain
        if (signal.aborted) throw caught
        const error = caught as FrontdeskError
        const known = internals.client !== undefined
        const wait = isTransient(error) ? backOff(error) : isForeign(error) && untilWoken
        const givesUp = !wait || failures >= quickAttempts || wait > longestQuickPause
        // Over before it is shown: a listener may ask for the next load.
        if (givesUp) flights.delete('load')
        if (known || givesUp) showFailure(known ? 'degraded' : 'error', error)
        if (givesUp && !isBusy()) recoverIn(wait)
        if (givesUp || (await pause(wait))) throw error
      }
    }
  }

  /** The same failure again is no news: a listener that asks for something on each would ask for ever. */
  function showFailure(status: 'degraded' | 'error', error: FrontdeskError) {
    const before = internals.shown.connection
    const { code, status: httpStatus } = before.error ?? {}
    if (before.status === status && code === error.code && httpStatus === error.status) return
    show(internals, { status, error })
  }

  function backOff(error: FrontdeskError): number {
    const { retryAfter = 0, status } = error
    refusal = error
    asked = status === 429 ? Math.min(longestRetryAfter, retryAfter * 1000) : 0
    if (asked) lastAttempt = ambient.now()
    return Math.max(asked, Math.min(longestPause, 500 * 2 ** failures++)) * (1 + ambient.random() / 4)
  }

  const pause = (ms: number) =>
    sleep(internals, ms, (end) => {
      endPause = end
    })

  async function recoverIn(wait: number | false): Promise<void> {
    if (!wait || internals.mounts === 0 || (await pause(failures < attempts ? wait : untilWoken))) return
    if (ambient.page?.visible() === false) recoverIn(untilWoken)
    else refresh()
  }

  hooks.mount.add(() => {
    // Before a mount a loader, or a render that suspended, may have asked already.
    if (internals.client === undefined) void fetchCached(internals).catch(() => {})
    const stopListening = ambient.page?.onWake((isRestored) => {
      for (const onWake of hooks.wake) onWake(isRestored)
    })
    return () => {
      stopListening?.()
      // It is ending; the next mount wants one of its own.
      flights.delete('load')
      failures = 0
    }
  })
  /** Milliseconds until being woken is a reason for another try. */
  const rest = () => Math.max(asked, 1000) - sinceAttempt()

  hooks.wake.add(async () => {
    // What a server asked for, with its jitter, is not cut short.
    if (!asked && rest() > 0 && (await sleep(internals, rest()))) return
    // Of several that waited, the first has tried by now.
    if (rest() <= 0) endPause?.()
  })

  return { load, reload, refresh, settled, isBusy, hurry: () => endPause?.() }
}
