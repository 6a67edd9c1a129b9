import type { Engine } from '../../engine/engine'
import { perHandle } from '../../host/perHandle'
import { type FrontdeskError, isTransient } from '../../wire/errors'
import { type TokenTarget, tokenBook, tokenKey } from './book'
import { tokenIssuer } from './issuer'

/** Failures in a row before giving up. The next component that needs the token starts again. */
const attempts = 20
const givenUp = 1e9
/** Milliseconds from a failure, or a refusal, until a wake-up may retry. */
const retryRest = 1000
const refusalRest = 60_000

interface Watch {
  target: TokenTarget
  watchers: number
  failures: number
  triedAt: number
  /** Milliseconds before expiry at which to renew. Jittered, so that tabs do not all renew together. */
  lead: number
  cancel?: (() => void) | undefined
}

/** Renews a token before it expires, but not in hidden tabs. Returns a function that stops it. */
export const watchToken = (engine: Engine, target: TokenTarget): (() => void) =>
  perHandle(engine, createRefresher)(target)

function createRefresher(engine: Engine): (target: TokenTarget) => () => void {
  const { ambient, onAwake } = engine
  const { listeners, store, update } = tokenBook(engine)
  const issuer = tokenIssuer(engine)
  const watches = new Map<string, Watch>()

  function schedule(key: string) {
    const watch = watches.get(key)
    if (!watch) return
    watch.cancel?.()
    const token = store.getState().tokens[key]
    const left = token ? issuer.left(token) : 0
    const { failures, lead } = watch
    const due = failures === givenUp ? left : failures > 0 ? 1000 * 2 ** Math.min(failures, 5) : left - lead
    if (failures === givenUp && left <= 0) return
    // Run at expiry in any case: readers must notice it.
    watch.cancel = ambient.timeout(
      () => void attend(key, watch),
      Math.max(0, left > 0 ? Math.min(due, left) : due),
    )
  }

  async function attend(key: string, watch: Watch) {
    const { tokens } = store.getState()
    const token = tokens[key]
    const left = token ? issuer.left(token) : 0
    // Expired: make its readers look again. Keep the entry for its claims.
    if (token && left <= 0) update(() => ({ tokens: { ...tokens } }))
    if (ambient.page?.visible() === false) {
      if (left > 0) watch.cancel = ambient.timeout(() => void attend(key, watch), left)
      return
    }
    watch.lead = leadTime()
    watch.triedAt = ambient.now()
    try {
      if ((await issuer.get(watch.target, { leastLeft: watch.lead })) === null) return
      // Renew a token that is always due every few seconds, not in a loop.
      watch.failures = issuer.fresh(watch.target, watch.lead) ? 0 : 1
    } catch (error) {
      watch.failures =
        isTransient(error as FrontdeskError) && watch.failures < attempts ? watch.failures + 1 : givenUp
    }
    if (watches.get(key) === watch) schedule(key)
  }

  const leadTime = () => 10_000 + ambient.random() * 4000

  listeners.add(schedule)
  // Timers are late after the tab was hidden or the machine slept.
  onAwake.add(() => {
    for (const [key, watch] of watches) {
      const rest = watch.failures === givenUp ? refusalRest : retryRest
      if (Math.abs(ambient.now() - watch.triedAt) >= rest) watch.failures = 0
      schedule(key)
    }
  })

  return (target) => {
    const key = tokenKey(target)
    const watch = watches.get(key) ?? { target, watchers: 0, failures: 0, triedAt: 0, lead: leadTime() }
    watches.set(key, watch)
    if (watch.watchers++ === 0) schedule(key)
    return () => {
      if (--watch.watchers > 0) return
      watch.cancel?.()
      watches.delete(key)
    }
  }
}
