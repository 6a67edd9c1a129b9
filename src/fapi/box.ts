import type { Clock } from './clock'
import type { Faults } from './faults'
import type { Ids } from './ids'
import type { Keys } from './keys'
import type { RequestLog } from './log'
import type { Emails, Texts } from './messages'
import type { ResolvedOptions } from './options'
import type { State } from './state/state'
import type { Saver } from './storage'

/** One instance of the Frontend API. Every part reaches the others through this; instances share nothing. */
export interface Box {
  readonly options: ResolvedOptions
  /** `sk_test_…` or `sk_live_…`, new with each instance that nothing was saved of. */
  readonly secretKey: string
  readonly state: State
  readonly clock: Clock
  readonly ids: Ids
  readonly keys: Keys
  readonly faults: Faults
  readonly log: RequestLog
  readonly saver: Saver
  readonly emails: Emails
  readonly texts: Texts
  /** What sets this key's cookies apart, as in `__session_<suffix>`. */
  cookieSuffix(): Promise<string>
}
