import type { Open } from '../open'
import { list, optional, type Reader, record, string } from '../shape'
import { text } from './user'

type FirstFactorStrategy =
  | 'password'
  | 'email_code'
  | 'email_link'
  | 'enterprise_sso'
  | `oauth_${string}`
  | 'passkey'
  | 'phone_code'
  | 'reset_password_email_code'
  | 'reset_password_phone_code'
  | `web3_${string}_signature`

/** One attempt to sign in. */
export interface SignIn {
  readonly id: string
  readonly status: Open<
    | 'needs_identifier'
    | 'needs_first_factor'
    | 'needs_second_factor'
    | 'needs_client_trust'
    | 'needs_new_password'
    | 'needs_protect_check'
    | 'complete'
  >
  readonly identifier: string | null
  /** The new session, once `status` is `complete`. */
  readonly createdSessionId: string | null
  /** The ways to prove the identity, e.g. `{ strategy: 'password' }`. */
  readonly supportedFirstFactors: readonly { readonly strategy: Open<FirstFactorStrategy> }[]
}

export const readSignIn: Reader<SignIn> = record<SignIn>({
  id: string,
  status: string,
  identifier: text,
  createdSessionId: text,
  supportedFirstFactors: optional(list(record({ strategy: string })), []),
})
