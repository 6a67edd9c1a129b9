import type { Box } from '../box'
import { signInStatus } from '../state/signIns'
import type { SignInRecord } from '../state/state'
import { offerFirstFactors } from '../strategies/firstFactors'
import { serializeVerification } from './verification'

/** A SignIn as the wire has it. */
export function serializeSignIn(box: Box, signIn: SignInRecord) {
  const { verification } = signIn
  const user = box.state.users.get(signIn.userId ?? '')
  return {
    object: 'sign_in_attempt',
    id: signIn.id,
    status: signInStatus(box, signIn),
    supported_identifiers: ['email_address', 'username'],
    supported_first_factors: user ? offerFirstFactors(user) : null,
    supported_second_factors: null,
    first_factor_verification: verification ? serializeVerification(box, verification) : null,
    second_factor_verification: null,
    identifier: signIn.identifier,
    user_data: user
      ? { first_name: user.firstName, last_name: user.lastName, image_url: '', has_image: false }
      : null,
    created_session_id: signIn.createdSessionId,
    abandon_at: signIn.abandonAt,
  }
}
