import type { Box } from '../box'
import { FapiError } from '../http/errors'
import { isKept } from './signIns'
import { attributeNames, attributes, createFromFields, type SignUpFields } from './signUpFields'
import type { ClientRecord, SignUpRecord, UserRecord } from './state'
import { findUser } from './users'

const day = 24 * 60 * 60 * 1000

/** Starts a sign-up on a client, in place of the one there was. */
export function startSignUp(box: Box, client: ClientRecord): SignUpRecord {
  if (client.signUpId) box.state.signUps.delete(client.signUpId)
  const signUp: SignUpRecord = {
    id: box.ids.newId('sua'),
    clientId: client.id,
    fields: Object.fromEntries(attributeNames.map((name) => [name, ''])) as SignUpFields,
    unsafeMetadata: {},
    verification: undefined,
    createdSessionId: null,
    createdUserId: null,
    abandonAt: box.clock.now() + day,
  }
  box.state.signUps.set(signUp.id, signUp)
  client.signUpId = signUp.id
  return signUp
}

/** Adds what was said; another address has to be verified anew. */
export function updateSignUp(
  signUp: SignUpRecord,
  fields: Partial<SignUpFields>,
  unsafeMetadata = signUp.unsafeMetadata,
): void {
  const { email_address: address = signUp.fields.email_address } = fields
  if (address !== signUp.fields.email_address) signUp.verification = undefined
  Object.assign(signUp.fields, fields)
  signUp.unsafeMetadata = unsafeMetadata
}

export function signUpStatus({ clock }: Box, { createdUserId, abandonAt }: SignUpRecord) {
  if (createdUserId !== null) return 'complete'
  return abandonAt <= clock.now() ? 'abandoned' : 'missing_requirements'
}

/** The sign-up that a client shows: one under way, or one that was completed elsewhere, while its session goes on. */
export function openSignUp(box: Box, client: ClientRecord): SignUpRecord | undefined {
  const signUp = box.state.signUps.get(client.signUpId ?? '')
  if (!signUp || signUp.abandonAt <= box.clock.now()) return undefined
  return signUp.createdUserId === null || isKept(box, signUp) ? signUp : undefined
}

export function missingFields({ fields }: SignUpRecord) {
  return attributeNames.filter((name) => attributes[name] === 'required' && !fields[name])
}

export function unverifiedFields({ fields, verification }: SignUpRecord) {
  return fields.email_address && !verification?.verified ? ['email_address'] : []
}

/** Makes the user who signed up. @throws FapiError where another one took the address or the name meanwhile */
export function createSignedUp(box: Box, { fields, unsafeMetadata }: SignUpRecord): UserRecord {
  const { email_address: identifier, username } = fields
  if ([identifier, username].some((name) => name && findUser(box.state.users, name))) {
    throw new FapiError(400, 'identification_claimed', 'Another user has taken this address or name')
  }
  return createFromFields(box, fields, { unsafeMetadata })
}
