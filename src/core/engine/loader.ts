import { post } from '../host/host'
import { share } from '../host/share'
import { sleep } from '../host/sleep'
import { fetchCached } from '../store/cache'
import type { ConnectionStatus } from '../store/shown'
import { ready, show } from '../store/store'
import type { FrontdeskError } from '../wire/errors'
import type { Client } from '../wire/resources/client'
import { loadClient } from './bootstrap'
import type { EngineState } from './engine'
import { createRetryPolicy, untilWoken } from './retryPolicy'

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
  /** What became of a change is not known: the next load tells, and the other tabs are to hear of it. */
  doubt(): void
  /** Refreshes where there is a doubt. */
  resolveDoubt(): void
}

export function createLoader(engine: EngineState): Loader {
  const { ambient, flights } = engine
  const policy = createRetryPolicy(ambient)
  let inDoubt = false
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
      while (policy.asked() > 0) if (await pause(policy.asked())) throw lastError
      policy.begin()
      const wasInDoubt = inDoubt
      inDoubt = false
      try {
        const client = await loadClient(engine)
        policy.reset()
        if (wasInDoubt) post(engine, { type: 'changed' })
        if (!signal.aborted) show(engine, ready)
        return client
      } catch (error) {
        inDoubt ||= wasInDoubt
        if (signal.aborted) throw error
        lastError = error as FrontdeskError
        const wait = policy.failed(lastError)
        const goesOn = policy.isSoon(wait)
        // Over before it is shown: a listener may ask for the next load.
        if (!goesOn) flights.delete('load')
        showFailure(lastError, goesOn)
        if (!goesOn && !underWay()) void recoverIn(wait)
        if (!goesOn || (await pause(wait))) throw error
      }
    }
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
      policy.reset()
    }
  })
  engine.onWake.add(async () => {
    const rest = policy.rest()
    if (rest === untilWoken || (rest > 0 && (await sleep(engine, rest)))) return
    // Of several that waited, the first has tried by now.
    if (policy.rest() <= 0) endPause?.()
  })

  return {
    load,
    reload,
    refresh,
    underWay,
    hurry: () => endPause?.(),
    doubt() {
      inDoubt = true
    },
    resolveDoubt: () => inDoubt && refresh(),
  }
}

const told = ({ status, error }: ConnectionStatus) => [status, error?.code, error?.status].join()
