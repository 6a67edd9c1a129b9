import { post } from '../host/host'
import { share } from '../host/share'
import { sleep } from '../host/sleep'
import { fetchCached } from '../store/cache'
import type { ConnectionStatus } from '../store/shown'
import { ready, show, uproot } from '../store/store'
import type { FrontdeskError } from '../wire/errors'
import type { Client } from '../wire/resources/client'
import { loadClient } from './bootstrap'
import type { EngineState } from './engine'
import { createRetryPolicy, untilWoken } from './retryPolicy'

export interface Loader {
  /** Single flight. The first load is the bootstrap. */
  load(): Promise<Client | null>
  /** Waits for a load in flight and then loads again, since that answer may be too old. */
  reload(): Promise<Client | null>
  refresh(): void
  /** Resolves when the load in flight has settled. `undefined` if there is none. */
  underWay(): Promise<unknown> | undefined
  /** Ends the pause before the next retry. */
  hurry(): void
  /** The outcome of a change is unknown. The next load finds out, and then notifies the other tabs. */
  doubt(): void
  resolveDoubt(): void
}

export function createLoader(engine: EngineState): Loader {
  const { ambient, flights } = engine
  const policy = createRetryPolicy(ambient)
  let inDoubt = false
  let lastError: FrontdeskError | undefined
  /** Ends the pause. With `true` the load gives up. */
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
        // End the flight first: a listener may start the next load.
        if (!goesOn) flights.delete('load')
        showFailure(lastError, goesOn)
        if (!goesOn && !underWay()) void recoverIn(wait)
        if (!goesOn || (await pause(wait))) throw error
      }
    }
  }

  /** Ignores a repeated failure: a listener that refetches on change would loop. */
  function showFailure(error: FrontdeskError, goesOn: boolean) {
    const isKnown = engine.client !== undefined || Boolean(engine.seed)
    const next: ConnectionStatus = { status: isKnown ? 'degraded' : 'error', error }
    if ((isKnown || !goesOn) && summaryOf(next) !== summaryOf(engine.shown.connection)) show(engine, next)
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
    // A route loader or a suspended render may have loaded the client already.
    if (engine.client === undefined) void fetchCached(engine).catch(() => {})
    // Where a sign-out waits to be delivered, nobody is shown before that; nor what another handle has outlived.
    if (engine.seed && (engine.page.isPast || !engine.outbox.isEmpty())) uproot(engine, null)
    return () => {
      // The load in flight is being aborted. The next mount must start a new one.
      flights.delete('load')
      policy.reset()
    }
  })
  engine.onAwake.add(async () => {
    const rest = policy.rest()
    if (rest === untilWoken || (rest > 0 && (await sleep(engine, rest)))) return
    // Several wake-ups may have waited. Only the first one retries.
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

const summaryOf = ({ status, error }: ConnectionStatus) => [status, error?.code, error?.status].join()
