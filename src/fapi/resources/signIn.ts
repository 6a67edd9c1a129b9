import type { Box } from '../box'
import type { SignInRecord } from '../state/state'
import { userOf } from '../state/strangers'
import { offerFirstFactors } from '../strategies/firstFactors'
import { offerSecondFactors, trustState } from '../strategies/secondFactors'
import { imageOf } from './image'
import { serializeVerification } from './verification'
import { identifiers } from './ways'

/** A SignIn as the wire has it. One that is complete offers nothing, and shows nobody. */
export function serializeSignIn(box: Box, signIn: SignInRecord) {
  const { status, verification, secondVerification } = signIn
  const known = userOf(box, signIn)
  const isHidden = signIn.stranger !== undefined || box.options.enumerationProtection
  const user = status === 'complete' ? undefined : known
  const isSecond = status === 'needs_second_factor' || status === 'needs_client_trust'
  return {
    object: 'sign_in_attempt',
    id: signIn.id,
    status,
    supported_identifiers: identifiers(box.options),
    supported_first_factors:
      user || status === 'needs_first_factor' ? offerFirstFactors(box, user, signIn) : null,
    supported_second_factors: user && isSecond ? offerSecondFactors(box, user, signIn) : null,
    first_factor_verification: verification ? serializeVerification(box, verification) : null,
    second_factor_verification: secondVerification ? serializeVerification(box, secondVerification) : null,
    identifier: signIn.identifier,
    user_data:
      user && !isHidden
        ? { first_name: user.firstName, last_name: user.lastName, ...imageOf(user.image) }
        : null,
    created_session_id: signIn.createdSessionId,
    abandon_at: signIn.abandonAt,
    locale: signIn.locale ?? null,
    client_trust_state: trustState(box, box.state.clients.get(signIn.clientId)!, known),
  }
}
