import type { Box } from '../box'
import { FapiError, formError } from '../http/errors'
import type { EmailRecord, UserRecord } from './state'
import { emailOf, findUser } from './users'

/** How many addresses a user may have. */
const limit = 10

/** Gives a user a further address, which is not verified yet. @throws FapiError 422 where they have it, 403 where they have too many */
export function addEmail({ ids, clock }: Box, user: UserRecord, emailAddress: string): EmailRecord {
  if (user.emails.some((email) => email.emailAddress === emailAddress)) {
    throw formError('form_identifier_exists', 'email_address', 'This address is there already')
  }
  if (user.emails.length + 1 >= limit)
    throw new FapiError(403, 'action_blocked', `A user may have ${limit} addresses`)
  const email = { id: ids.newId('idn'), emailAddress, verified: false, createdAt: clock.now() }
  user.emails.push(email)
  return email
}

/** @throws FapiError where another user has the address by now */
export function checkFree({ state }: Box, user: UserRecord, email: EmailRecord): void {
  const taken = findUser(state.users, email.emailAddress)
  if (taken && taken !== user) {
    throw new FapiError(400, 'identification_claimed', 'Another user has taken this address meanwhile')
  }
}

/** Notes that an address is the user's own. The first one is what they go by. @throws FapiError where another user has it by now */
export function verifyEmail(box: Box, user: UserRecord, email: EmailRecord): void {
  checkFree(box, user, email)
  email.verified = true
  if (!emailOf(user)) setPrimary(user, email)
}

/** Makes a verified address the one that the user goes by. */
export function setPrimary(user: UserRecord, email: EmailRecord): void {
  const { emailId: id, createdAt } = user
  const emailAddress = emailOf(user)
  const others = user.emails.filter((other) => other !== email)
  user.emails = emailAddress ? [{ id, emailAddress, verified: true, createdAt }, ...others] : others
  user.emailId = email.id
  user.identifier = email.emailAddress
}

/** Takes an address away. What the user goes by then is another one, a number or the username. @throws FapiError 400 where there is none */
export function removeEmail(user: UserRecord, id: string): void {
  const next = user.emails.find(({ verified }) => verified)
  if (id === user.emailId && emailOf(user)) {
    if (next) setPrimary(user, next)
    else {
      const name = user.phones.find(({ verified }) => verified)?.number ?? user.username
      if (!name) throw lastIdentification('address')
      user.identifier = name
    }
  }
  user.emails = user.emails.filter((email) => email.id !== id)
}

export function lastIdentification(name: string): FapiError {
  const message = `Nothing else tells who you are: this ${name} cannot be removed`
  return new FapiError(400, 'last_identification_deletion_failed', message)
}

/** An address that a link was sent to. */
export type LinkedEmail = NonNullable<ReturnType<typeof findLinkedEmail>>

/** The address that a link was sent to, and whose it is to be; undefined for one that is unknown, or that another was sent in place of. */
export function findLinkedEmail({ state }: Box, token: string | undefined) {
  if (!token) return undefined
  for (const user of state.users.values()) {
    const email = user.emails.find(({ verification }) => verification?.token === token)
    if (email) return { user, email, verification: email.verification! }
  }
  return undefined
}
