import type { Box } from '../box'
import type { SignInRecord } from '../state/state'

/** A SignIn as the wire has it. */
export function serializeSignIn({ state }: Box, signIn: SignInRecord) {
  const user = state.users.get(signIn.userId ?? '')
  return {
    object: 'sign_in_attempt',
    id: signIn.id,
    status: signIn.status,
    supported_identifiers: ['email_address', 'username'],
    supported_first_factors: user ? [{ strategy: 'password' }] : null,
    supported_second_factors: null,
    first_factor_verification: serializeVerification(signIn),
    second_factor_verification: null,
    identifier: signIn.identifier,
    user_data: user
      ? { first_name: user.firstName, last_name: user.lastName, image_url: '', has_image: false }
      : null,
    created_session_id: signIn.createdSessionId,
    abandon_at: signIn.abandonAt,
  }
}

function serializeVerification({ status, attempts }: SignInRecord) {
  if (attempts === 0) return null
  return {
    object: 'verification_password',
    status: status === 'complete' ? 'verified' : 'unverified',
    strategy: 'password',
    attempts,
    expire_at: null,
  }
}
