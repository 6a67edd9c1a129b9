import type { Box } from '../box'
import { attributeNames, attributes } from '../state/signUpFields'
import { missingFields, signUpStatus, unverifiedFields } from '../state/signUps'
import type { SignUpRecord } from '../state/state'
import { startVerification, verificationStatus } from '../state/verifications'
import { serializeVerification } from './verification'

const fieldsThatAre = (rule: 'required' | 'on') => attributeNames.filter((name) => attributes[name] === rule)

/** A SignUp as the wire has it. */
export function serializeSignUp(box: Box, signUp: SignUpRecord) {
  const { password, email_address, username, first_name, last_name } = signUp.fields
  return {
    object: 'sign_up_attempt',
    id: signUp.id,
    status: signUpStatus(box, signUp),
    required_fields: fieldsThatAre('required'),
    optional_fields: fieldsThatAre('on'),
    missing_fields: missingFields(signUp),
    unverified_fields: unverifiedFields(signUp),
    verifications: {
      email_address: email_address ? serializeEmailVerification(box, signUp) : null,
      phone_number: null,
      web3_wallet: null,
      external_account: null,
    },
    username: username || null,
    email_address: email_address || null,
    phone_number: null,
    web3_wallet: null,
    password_enabled: password !== '',
    has_password: password !== '',
    first_name: first_name || null,
    last_name: last_name || null,
    unsafe_metadata: signUp.unsafeMetadata,
    public_metadata: {},
    custom_action: false,
    external_id: null,
    created_session_id: signUp.createdSessionId,
    created_user_id: signUp.createdUserId,
    abandon_at: signUp.abandonAt,
    legal_accepted_at: null,
  }
}

/** One that has not begun can begin until the sign-up is abandoned. */
function serializeEmailVerification(box: Box, { verification, abandonAt }: SignUpRecord) {
  const shown = verification ?? { ...startVerification('email_code'), code: '', expireAt: abandonAt }
  const isWaiting = verification !== undefined && verificationStatus(box, verification) === 'unverified'
  const next = isWaiting ? 'needs_attempt' : 'needs_prepare'
  return {
    ...serializeVerification(box, shown),
    next_action: verification?.verified ? '' : next,
    supported_strategies: ['email_code'],
  }
}
