import type { FapiContext } from '../http/env'
import { notFound } from '../http/errors'
import { lastIdentification, setPrimary } from '../state/emails'
import { readAttributes } from '../state/signUpFields'
import type { UserRecord } from '../state/state'
import { emailOf } from '../state/users'
import { verificationError } from '../state/verifications'

/** The names in the form; an empty one is taken back. What stays as it is need not be free. @throws FapiError 422 */
export function readNames(c: FapiContext, user: UserRecord): Partial<UserRecord> {
  const form = c.get('form')
  const said = ['username', 'first_name', 'last_name']
  const { username, first_name, last_name } = readAttributes(c.get('box'), {
    get: (name) =>
      said.includes(name) && !(name === 'username' && form.get(name) === user.username)
        ? form.get(name)
        : undefined,
  })
  return {
    ...(username !== undefined && rename(user, username)),
    ...(first_name !== undefined && { firstName: first_name || null }),
    ...(last_name !== undefined && { lastName: last_name || null }),
  }
}

/** Of a user without an address the username may be what they go by. @throws FapiError 400 where nothing else is left for that */
function rename(user: UserRecord, username: string): Partial<UserRecord> {
  if (emailOf(user) || user.identifier !== user.username) return { username: username || null }
  const identifier = username || user.phones.find(({ verified }) => verified)?.number
  if (!identifier) throw lastIdentification('username')
  return { username: username || null, identifier }
}

/** Makes the address in the form the primary one, once that is called. @throws FapiError where it is none of the user's, or not verified */
export function chooseEmail(c: FapiContext, user: UserRecord): (() => void) | undefined {
  const wanted = c.get('form').get('primary_email_address_id')
  if (!wanted || wanted === user.emailId) return undefined
  const email = user.emails.find(({ id }) => id === wanted)
  if (!email) throw notFound('Email address')
  if (!email.verified) throw verificationError('missing')
  return () => setPrimary(user, email)
}

/** The same of a number: the first one is the primary one. @throws FapiError where it is none of the user's, or not verified */
export function choosePhone(c: FapiContext, user: UserRecord): (() => void) | undefined {
  const wanted = c.get('form').get('primary_phone_number_id')
  if (!wanted) return undefined
  const phone = user.phones.find(({ id }) => id === wanted)
  if (!phone) throw notFound('Phone number')
  if (!phone.verified) throw verificationError('missing')
  return () => {
    user.phones = [phone, ...user.phones.filter((other) => other !== phone)]
  }
}
