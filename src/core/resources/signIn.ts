import { array, looseObject, nullish, string } from 'valibot'
import { parseResource } from './parse'
import { text } from './user'

export const signInSchema = looseObject({
  id: string(),
  status: string(),
  identifier: text,
  created_session_id: text,
  supported_first_factors: nullish(array(looseObject({ strategy: string() })), []),
})

/** One attempt to sign in. */
export interface SignIn {
  readonly id: string
  /** `needs_identifier`, `needs_first_factor`, `complete`, or another step that Clerk asks for. */
  readonly status: string
  readonly identifier: string | null
  /** The new session, once `status` is `complete`. */
  readonly createdSessionId: string | null
  /** The ways to prove who one is, e.g. `{ strategy: 'password' }`. */
  readonly supportedFirstFactors: readonly { readonly strategy: string }[]
}

export const parseSignIn = (json: unknown): SignIn => parseResource(signInSchema, json, 'sign-in')
