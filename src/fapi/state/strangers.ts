import type { Box } from '../box'
import type { SignInRecord, UserRecord } from './state'
import { phonePattern } from './users'

/**
 * Whom a sign-in goes on with though nobody has its identifier: one who may become a user once the address or the number
 * is proved, or nobody at all, so that a guess learns nothing.
 */
export type Stranger = 'newcomer' | 'nobody'

/** Who somebody with this identifier would be: with a password that is never right, and what the identifier names. */
export function strangerOf({ id, identifier }: Pick<SignInRecord, 'id' | 'identifier'>): UserRecord {
  const name = identifier!.trim()
  const number = name.replace(/[ ()-]/g, '')
  return {
    id: '',
    emailId: `idn_${id.slice(4)}`,
    identifier: name.toLowerCase(),
    password: crypto.randomUUID(),
    firstName: null,
    lastName: null,
    username: null,
    publicMetadata: {},
    unsafeMetadata: {},
    tasks: [],
    emails: [],
    phones: phonePattern.test(number)
      ? [{ id: `idn_${id.slice(4)}`, number, verified: true, isSecondFactor: false, createdAt: 0 }]
      : [],
    passkeys: [],
    externalAccounts: [],
    banned: false,
    locked: false,
    createdAt: 0,
    updatedAt: 0,
    lastSignInAt: null,
  }
}

/** Whose sign-in it is, a stranger too; undefined while it needs an identifier, and of a user who is gone. */
export function userOf({ state }: Box, signIn: SignInRecord): UserRecord | undefined {
  return signIn.stranger ? strangerOf(signIn) : state.users.get(signIn.userId ?? '')
}
