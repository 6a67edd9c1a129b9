import { list, optional, type Reader, record, string } from '../shape'
import { text } from './user'

/** One attempt to sign in. */
export interface SignIn {
  readonly id: string
  /** `needs_identifier`, `needs_first_factor`, `complete`, or another of Clerk's statuses. */
  readonly status: string
  readonly identifier: string | null
  /** The new session, once `status` is `complete`. */
  readonly createdSessionId: string | null
  /** The ways to prove the identity, e.g. `{ strategy: 'password' }`. */
  readonly supportedFirstFactors: readonly { readonly strategy: string }[]
}

export const readSignIn: Reader<SignIn> = record<SignIn>({
  id: string,
  status: string,
  identifier: text,
  createdSessionId: text,
  supportedFirstFactors: optional(list(record({ strategy: string })), []),
})
