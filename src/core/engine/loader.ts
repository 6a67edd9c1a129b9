import { post, type Writable } from '../host/host'
import { share } from '../host/share'
import { sleep } from '../host/sleep'
import { fetchCached } from '../store/cache'
import type { ConnectionStatus } from '../store/shown'
import { ready, show } from '../store/store'
import { type FrontdeskError, isForeign, isTransient } from '../wire/errors'
import type { Client } from '../wire/resources/client'
import { loadClient } from './bootstrap'
import type { Engine } from './engine'

// All times in milliseconds.

/** Failures in a row until a load rejects; it goes on trying behind the scenes. */
const quickAttempts = 4
/** Failures in a row until only `retry()`, the focus, or being online again makes another try. */
const attempts = 60
const longestQuickPause = 10_000
const longestPause = 23_000
const longestRetryAfter = 300_000
/** From a try to the next, where being woken is the reason for it. */
const shortestPause = 1000
/** The longest that timers know. */
const untilWoken = 2 ** 31 - 1

/** Asks for the client, and again where that failed. */
export interface Loader {
  /** Asks for the client; calls at the same time share the answer. The first load is the bootstrap. */
  load(): Promise<Client | null>
  /** Asks for the client, and once more if it is being asked for just now: that answer may be too old. */
  reload(): Promise<Client | null>
  /** As `reload`, for its effect alone, while anybody needs the handle. */
  refresh(): void
  /** Resolves when the load that is under way has ended, however it did; nothing where none is. */
  underWay(): Promise<unknown> | undefined
  /** Ends the pause before the next try. */
  hurry(): void
}

export function createLoader(engine: Writable<Engine>): Loader {
  const { ambient, flights } = engine
  let failures = 0
  let lastAttempt = 0
  /** From the last attempt to the next, where a server said `Retry-After`; else 0. */
  let retryAfter = 0
  let lastError: FrontdeskError | undefined
  /** Ends the pause, and with `true` what was to come after it. */
  let endPause: ((stopped?: boolean) => void) | undefined

  const underWay = () => flights.get('load')?.catch(() => {})
  const refresh = () => void (engine.mounts > 0 && reload().catch(() => {}))

  function load() {
    if (!underWay()) endPause?.(true)
    return share(engine, 'load', run)
  }

  async function reload() {
    const former = underWay()
    if (former) await former
    return load()
  }

  async function run(): Promise<Client | null> {
    const { signal } = engine.lifetime
    for (;;) {
      while (left(retryAfter) > 0) if (await pause(left(retryAfter))) throw lastError
      lastAttempt = ambient.now()
      const wasInDoubt = engine.inDoubt
      engine.inDoubt = false
      try {
        const client = await loadClient(engine)
        failures = 0
        if (wasInDoubt) post(engine, { type: 'changed' })
        if (!signal.aborted) show(engine, ready)
        return client
      } catch (error) {
        engine.inDoubt ||= wasInDoubt
        if (signal.aborted) throw error
        lastError = error as FrontdeskError
        const wait = pauseAfter(lastError)
        const goesOn = wait > 0 && wait <= longestQuickPause && failures < quickAttempts
        // Over before it is shown: a listener may ask for the next load.
        if (!goesOn) flights.delete('load')
        showFailure(lastError, goesOn)
        if (!goesOn && !underWay()) void recoverIn(wait)
        if (!goesOn || (await pause(wait))) throw error
      }
    }
  }

  /** The time until the next try, with jitter; 0 where none can help. */
  function pauseAfter(error: FrontdeskError): number {
    if (!isTransient(error)) return isForeign(error) ? untilWoken : 0
    retryAfter = error.status === 429 ? Math.min(longestRetryAfter, (error.retryAfter ?? 0) * 1000) : 0
    if (retryAfter) lastAttempt = ambient.now()
    if (++failures >= attempts) return untilWoken
    return Math.max(retryAfter, Math.min(longestPause, 250 * 2 ** failures)) * (1 + ambient.random() / 4)
  }

  /** What is left of `wait` since the last attempt; nothing where the clock was set back. */
  function left(wait: number): number {
    const since = ambient.now() - lastAttempt
    return since < 0 ? 0 : wait - since
  }

  /** Ignores a repeated failure: a listener that asks again on each change would loop. */
  function showFailure(error: FrontdeskError, goesOn: boolean) {
    const isKnown = engine.client !== undefined
    const next: ConnectionStatus = { status: isKnown ? 'degraded' : 'error', error }
    if ((isKnown || !goesOn) && told(next) !== told(engine.shown.connection)) show(engine, next)
  }

  const pause = (ms: number) =>
    sleep(engine, ms, (end) => {
      endPause = end
    })

  async function recoverIn(wait: number): Promise<void> {
    if (!wait || engine.mounts === 0 || (await pause(wait))) return
    if (ambient.page?.visible() === false) return recoverIn(untilWoken)
    refresh()
  }

  engine.onStale.add(() => underWay() && refresh())
  engine.onMount.add(() => {
    // Before a mount a loader, or a render that suspended, may have asked already.
    if (engine.client === undefined) void fetchCached(engine).catch(() => {})
    return () => {
      // It is ending; the next mount wants one of its own.
      flights.delete('load')
      failures = 0
    }
  })
  engine.onWake.add(async () => {
    const rest = left(shortestPause)
    // What a server asked for, with its jitter, is not cut short.
    if (left(retryAfter) > 0 || (rest > 0 && (await sleep(engine, rest)))) return
    // Of several that waited, the first has tried by now.
    if (left(shortestPause) <= 0) endPause?.()
  })

  return { load, reload, refresh, underWay, hurry: () => endPause?.() }
}

const told = ({ status, error }: ConnectionStatus) => [status, error?.code, error?.status].join()
