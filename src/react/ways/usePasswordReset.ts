import type { NewPassword } from '../../core/actions/signIn'
import type { SignIn } from '../../core/wire/resources/signIn'
import type { UseSignInReturnType } from '../hooks/useSignIn'
import { type Code, useCode } from './useCode'
import type { SendingOptions } from './useSending'

/** A forgotten password: a code, then a new one. */
export interface PasswordReset extends Code<UseSignInReturnType> {
  /** Whether the code was right, and the new password is due. */
  readonly isVerified: boolean
  /**
   * Sets the new password, and signs in, or asks for a second proof.
   *
   * @throws FrontdeskError, e.g. `form_password_length_too_short`, `form_password_pwned`.
   */
  readonly setPassword: (parameters: NewPassword) => Promise<SignIn>
}

/**
 * For who has forgotten a password: sends a code to the address or the number that they sign in with, and takes a new
 * password for it.
 *
 * @param flow - what `useSignIn()` gives.
 *
 * @example
 * const reset = usePasswordReset(useSignIn())
 * await reset.send({ identifier: 'alice@example.com' })
 * await reset.verify('424242')
 * await reset.setPassword({ password, signOutOfOtherSessions: true })
 */
export function usePasswordReset(flow: UseSignInReturnType, options?: SendingOptions): PasswordReset {
  const code = useCode(flow, sent, options)
  // It has a getter that no copy may read.
  return Object.assign(code, {
    isVerified: flow.signIn.status === 'needs_new_password',
    setPassword: flow.resetPassword,
  })
}

const sent = { strategies: ['reset_password_email_code', 'reset_password_phone_code'] } as const
