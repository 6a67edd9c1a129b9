import type { FapiContext } from '../http/env'
import type { Caller } from './caller'

export type SchemeName = 'dev-browser' | 'browser' | 'native'

/** One way for a caller to say which client it is. A new scheme is a new file with one of these. */
export interface SecurityScheme {
  readonly name: SchemeName
  /** Finds out who calls. Never refuses: credentials that mean nothing here are no credentials. */
  identify(
    c: FapiContext,
  ): Promise<Pick<Caller, 'token' | 'issuedAt' | 'isOutdated' | 'holder'> & { renewed?: boolean }>
  /** Checks what the scheme asks of every request. @throws FapiError */
  authorize(c: FapiContext): void
  /** Writes into the answer what the caller has to keep. */
  answer(c: FapiContext): Promise<void>
}
