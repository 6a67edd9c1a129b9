import { FrontdeskError } from '../../core/wire/errors'
import type { SignIn } from '../../core/wire/resources/signIn'
import type { UseSignInReturnType } from '../hooks/useSignIn'

/** Who signs in, and by what. */
export interface SignInWithPasswordParameters {
  /** Default: who has begun to sign in. */
  identifier?: string | undefined
  password: string
}

/**
 * Signs in by a password: in one step, or as the second one of a sign-in that waits for its first factor.
 *
 * @param flow - what `useSignIn()` gives.
 * @throws FrontdeskError, e.g. `form_password_incorrect`; `sign_in_missing` without an identifier, where none waits.
 */
export async function signInWithPassword(
  flow: UseSignInReturnType,
  { identifier, password }: SignInWithPasswordParameters,
): Promise<SignIn> {
  // Among the parameters it would stand in the declarations, which know nothing internal.
  const { _read, create, attemptFirstFactor } = flow
  const signIn = _read()
  const isWaiting = signIn.status === 'needs_first_factor'
  if (isWaiting && (identifier ?? signIn.identifier) === signIn.identifier)
    return attemptFirstFactor({ strategy: 'password', password })
  if (identifier === undefined) throw new FrontdeskError('sign_in_missing')
  return create({ strategy: 'password', identifier, password })
}
