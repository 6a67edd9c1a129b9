import type { Engine } from '../../engine/engine'
import { perHandle } from '../../host/perHandle'
import { type FrontdeskError, isTransient } from '../../wire/errors'
import { type TokenTarget, tokenBook, tokenKey } from './book'
import { tokenIssuer } from './issuer'

/** Tries in a row until a token is given up; the next component that wants it starts anew. */
const attempts = 20
/** More failures than tries: none is to come. */
const givenUp = 1e9
/** Milliseconds after a failed try in which the page's being shown is no reason for another; after a refusal. */
const retryRest = 1000
const refusalRest = 60_000

interface Watch {
  target: TokenTarget
  watchers: number
  failures: number
  /** When it was last tried. */
  triedAt: number
  /** Milliseconds before its end at which the token is renewed; jittered, so that tabs do not all ask at once. */
  lead: number
  cancel?: (() => void) | undefined
}

/** Keeps a token fresh, until the returned function is called: renewed ahead of its end, but not in hidden tabs. */
export const watchToken = (engine: Engine, target: TokenTarget): (() => void) =>
  perHandle(engine, createRefresher)(target)

function createRefresher(engine: Engine): (target: TokenTarget) => () => void {
  const { ambient, onWake } = engine
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
    // However the renewing goes, a token's end is to be seen.
    watch.cancel = ambient.timeout(
      () => void attend(key, watch),
      Math.max(0, left > 0 ? Math.min(due, left) : due),
    )
  }

  async function attend(key: string, watch: Watch) {
    const { tokens } = store.getState()
    const token = tokens[key]
    const left = token ? issuer.left(token) : 0
    // It has expired: those who show it are to look again. Its claims still hold.
    if (token && left <= 0) update(() => ({ tokens: { ...tokens } }))
    if (ambient.page?.visible() === false) {
      if (left > 0) watch.cancel = ambient.timeout(() => void attend(key, watch), left)
      return
    }
    watch.lead = leadTime()
    watch.triedAt = ambient.now()
    try {
      if ((await issuer.get(watch.target, { leastLeft: watch.lead })) === null) return
      // A token so short-lived that it is always due is renewed every few seconds, not all the time.
      watch.failures = issuer.fresh(watch.target, watch.lead) ? 0 : 1
    } catch (error) {
      // What is refused would be refused again.
      watch.failures =
        isTransient(error as FrontdeskError) && watch.failures < attempts ? watch.failures + 1 : givenUp
    }
    if (watches.get(key) === watch) schedule(key)
  }

  const leadTime = () => 10_000 + ambient.random() * 4000

  listeners.add(schedule)
  // Timers were late: the tab was hidden, or the machine asleep.
  onWake.add(() => {
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
