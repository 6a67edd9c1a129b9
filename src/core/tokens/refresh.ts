import type { Internals } from '../internals'
import { type TokenTarget, tokenBook, tokenKey } from './book'
import { tokenEngine } from './engine'

interface Watch {
  target: TokenTarget
  watchers: number
  failures: number
  /** Milliseconds before its end at which the token is renewed; jittered, so that tabs do not all ask at once. */
  lead: number
  cancel?: (() => void) | undefined
}

interface Refresher {
  watch(target: TokenTarget): () => void
}

const refreshers = new WeakMap<Internals, Refresher>()

/** Keeps a token fresh, until the returned function is called: renewed ahead of its end, but not in hidden tabs. */
export function watchToken(internals: Internals, target: TokenTarget): () => void {
  const refresher = refreshers.get(internals) ?? createRefresher(internals)
  refreshers.set(internals, refresher)
  return refresher.watch(target)
}

function createRefresher(internals: Internals): Refresher {
  const { ambient, hooks } = internals
  const { listeners, store } = tokenBook(internals)
  const engine = tokenEngine(internals)
  const watches = new Map<string, Watch>()

  function schedule(key: string) {
    const watch = watches.get(key)
    if (!watch) return
    watch.cancel?.()
    const token = store.getState().tokens[key]
    const left = token ? engine.left(token) : 0
    const due = watch.failures > 0 ? 1000 * 2 ** Math.min(watch.failures, 5) : left - watch.lead
    // However the renewing goes, at its end the token goes.
    watch.cancel = ambient.timeout(
      () => void attend(key, watch),
      Math.max(0, token ? Math.min(due, left) : due),
    )
  }

  async function attend(key: string, watch: Watch) {
    const { [key]: token, ...others } = store.getState().tokens
    if (token && engine.left(token) <= 0) store.setState({ tokens: others })
    if (ambient.page?.visible() === false) return
    watch.lead = leadTime()
    const jwt = await engine.get(watch.target, { leastLeft: watch.lead }).catch(() => undefined)
    // A token so short-lived that it is always due is renewed every few seconds, not all the time.
    const isDueAgain = !engine.fresh(watch.target, watch.lead)
    watch.failures = jwt === undefined ? watch.failures + 1 : isDueAgain ? 1 : 0
    if (jwt !== null && watches.get(key) === watch) schedule(key)
  }

  const leadTime = () => 10_000 + ambient.random() * 4000

  listeners.add(schedule)
  // Timers were late: the tab was hidden, or the machine asleep.
  hooks.wake.add(() => {
    for (const key of watches.keys()) schedule(key)
  })

  return {
    watch(target) {
      const key = tokenKey(target)
      const watch = watches.get(key) ?? { target, watchers: 0, failures: 0, lead: leadTime() }
      watches.set(key, watch)
      if (watch.watchers++ === 0) schedule(key)
      return () => {
        if (--watch.watchers > 0) return
        watch.cancel?.()
        watches.delete(key)
      }
    },
  }
}
