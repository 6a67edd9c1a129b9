import type { Box } from '../box'
import { FapiError } from '../http/errors'
import type { SignUpFields } from './attributes'
import { linkAccount } from './externalAccounts'
import { namesakeOf, ownerOf } from './owners'
import { createFromFields } from './signUpFields'
import type { ClientRecord, SignUpRecord, UserRecord } from './state'
import { checkTicket, setTicketStatus } from './tickets'
import { findUser } from './users'

const day = 24 * 60 * 60 * 1000

/** Starts a sign-up on a client, in place of the one there was. */
export function startSignUp(box: Box, client: ClientRecord): SignUpRecord {
  if (client.signUpId) {
    box.state.signUps.delete(client.signUpId)
    client.replacedSignUpId = client.signUpId
  }
  const signUp: SignUpRecord = {
    id: box.ids.newId('sua'),
    clientId: client.id,
    fields: {},
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

/** What a request says of who signs up. */
export interface Said {
  fields: SignUpFields
  unsafeMetadata?: Record<string, unknown> | undefined
  /** Whether the terms were accepted. */
  isLegalAccepted: boolean
  locale?: string | undefined
}

/** Adds what was said. */
export function updateSignUp({ clock }: Box, signUp: SignUpRecord, said: Said): void {
  const { email_address } = signUp.fields
  Object.assign(signUp.fields, said.fields, signUp.invitationId && { email_address })
  signUp.unsafeMetadata = said.unsafeMetadata ?? signUp.unsafeMetadata
  signUp.locale = said.locale ?? signUp.locale
  if (said.isLegalAccepted) signUp.legalAcceptedAt ??= clock.now()
}

/** Makes the user who signed up. @throws FapiError where another one took the address or the name meanwhile */
export function createSignedUp(box: Box, signUp: SignUpRecord): UserRecord {
  const { fields, unsafeMetadata, legalAcceptedAt } = signUp
  const { email_address, phone_number, username } = fields
  const account = signUp.external?.verified ? signUp.external.account : undefined
  const isTaken = [email_address, phone_number, username].some(
    (name) => name && findUser(box.state.users, name),
  )
  if (isTaken || (account && (ownerOf(box, account) ?? namesakeOf(box, account)))) {
    throw new FapiError(400, 'identification_claimed', 'Another user has taken this address or name')
  }
  const invitation = box.state.tickets.get(signUp.invitationId ?? '')
  if (invitation) checkTicket(box, invitation)
  const { publicMetadata } = invitation ?? {}
  const user = createFromFields(box, fields, { unsafeMetadata, publicMetadata, legalAcceptedAt })
  // What nobody vouches for is theirs only once they have proved the address here.
  if (account && (account.isVerified || account.emailAddress === email_address))
    linkAccount(box, user, account)
  if (invitation) setTicketStatus(box, invitation, 'accepted')
  return user
}
