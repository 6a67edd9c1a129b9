import type { Internals } from '../internals'
import { type TokenTarget, tokenKey } from './store'

export interface Refresher {
  /** Keeps a token fresh until the returned function is called. */
  watch(target: TokenTarget): () => void
  /** Works out anew when a watched token is next looked after. */
  schedule(key: string): void
  /** Catches up after timers were late: the tab was hidden, or the machine asleep. */
  reconcile(): void
  stop(): void
}

interface Watch {
  target: TokenTarget
  watchers: number
  failures: number
  /** Milliseconds before its end at which the token is renewed; jittered, so that tabs do not all ask at once. */
  lead: number
  cancel?: (() => void) | undefined
}

/** Tokens are renewed ahead of their end only while something needs them, and never in hidden tabs. */
export function createRefresher(internals: Internals): Refresher {
  const { ambient, store } = internals
  const watches = new Map<string, Watch>()

  function schedule(key: string) {
    const watch = watches.get(key)
    if (!watch) return
    watch.cancel?.()
    const token = store.getState().tokens[key]
    const left = token ? internals.tokens.left(token) : 0
    const due = watch.failures > 0 ? 1000 * 2 ** Math.min(watch.failures, 5) : Math.max(0, left - watch.lead)
    // However the renewing goes, at its end the token goes.
    watch.cancel = ambient.timeout(
      () => void attend(key, watch),
      token ? Math.max(0, Math.min(due, left)) : due,
    )
  }

  async function attend(key: string, watch: Watch) {
    const { [key]: token, ...others } = store.getState().tokens
    if (token && internals.tokens.left(token) <= 0) store.setState({ tokens: others })
    if (ambient.page?.visible() === false) return
    watch.lead = 10_000 + ambient.random() * 4000
    const jwt = await internals.tokens.get(watch.target, { leastLeft: watch.lead }).catch(() => undefined)
    watch.failures = jwt === undefined ? watch.failures + 1 : 0
    // A token so short-lived that it is always due is renewed every few seconds, not all the time.
    if (jwt && !internals.tokens.fresh(watch.target, watch.lead)) watch.failures = 1
    if (jwt !== null && watches.get(key) === watch) schedule(key)
  }

  return {
    schedule,
    watch(target) {
      const key = tokenKey(target)
      const watch = watches.get(key) ?? {
        target,
        watchers: 0,
        failures: 0,
        lead: 10_000 + ambient.random() * 4000,
      }
      watches.set(key, watch)
      if (watch.watchers++ === 0) schedule(key)
      return () => {
        if (--watch.watchers > 0) return
        watch.cancel?.()
        watches.delete(key)
      }
    },
    reconcile() {
      for (const key of watches.keys()) schedule(key)
    },
    stop() {
      for (const { cancel } of watches.values()) cancel?.()
    },
  }
}
