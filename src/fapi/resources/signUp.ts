import type { Box } from '../box'
import { waysToVerify } from '../state/attributes'
import {
  fieldsThatAre,
  missingFields,
  signUpStatus,
  unverifiedFields,
  verificationOf,
} from '../state/signUps'
import type { SignUpRecord } from '../state/state'
import { serializeVerification } from './verification'

/** A SignUp as the wire has it. */
export function serializeSignUp(box: Box, signUp: SignUpRecord) {
  const { fields, external } = signUp
  const verify = (name: 'email_address' | 'phone_number') => serializeWay(box, signUp, name)
  const hasPassword = Boolean(fields.password)
  return {
    object: 'sign_up_attempt',
    id: signUp.id,
    status: signUpStatus(box, signUp),
    required_fields: fieldsThatAre(box.options, 'required'),
    optional_fields: fieldsThatAre(box.options, 'on'),
    missing_fields: missingFields(box, signUp),
    unverified_fields: unverifiedFields(box, signUp),
    verifications: {
      email_address: verify('email_address'),
      phone_number: verify('phone_number'),
      web3_wallet: null,
      external_account: external ? serializeVerification(box, external) : null,
    },
    username: fields.username || null,
    email_address: fields.email_address || null,
    phone_number: fields.phone_number || null,
    web3_wallet: null,
    password_enabled: hasPassword,
    has_password: hasPassword,
    first_name: fields.first_name || null,
    last_name: fields.last_name || null,
    unsafe_metadata: signUp.unsafeMetadata,
    public_metadata: box.state.tickets.get(signUp.invitationId ?? '')?.publicMetadata ?? {},
    custom_action: false,
    external_id: null,
    created_session_id: signUp.createdSessionId,
    created_user_id: signUp.createdUserId,
    abandon_at: signUp.abandonAt,
    legal_accepted_at: signUp.legalAcceptedAt ?? null,
    locale: signUp.locale ?? null,
  }
}

/** Null until something was sent, or a provider has said the address. */
function serializeWay(box: Box, signUp: SignUpRecord, name: 'email_address' | 'phone_number') {
  const verification = verificationOf(signUp, name)
  if (!verification) return null
  const serialized = serializeVerification(box, verification)
  // What a provider did not vouch for has no end: nothing was sent.
  const isWaiting = verification.expireAt && serialized.status === 'unverified'
  const next = isWaiting ? 'needs_attempt' : 'needs_prepare'
  return {
    ...serialized,
    next_action: verification.verified ? '' : next,
    supported_strategies: waysToVerify(box.options, name),
  }
}
