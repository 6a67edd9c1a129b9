import * as v from 'valibot'
import type { Box } from '../box'
import { anyObject, check, checkUnique, image, metadata, text, time } from './parse'
import type { EmailRecord, ExternalAccountRecord, PasskeyRecord, UserRecord } from './state'
import { oneVerification } from './verificationFields'

/** Of what can be seen alone: it is shown in terminals. */
export const emailPattern = /^(?=.{3,254}$)[^\s@\p{C}]+@[^\s@\p{C}]+$/u

/** The user's email address; undefined where they have none. */
export function emailOf({ identifier }: Pick<UserRecord, 'identifier'>): string | undefined {
  return emailPattern.test(identifier) ? identifier : undefined
}

/** A telephone number in E.164. */
export const phonePattern = /^\+[1-9]\d{6,14}$/

const accounts = v.optional(
  v.array(
    v.strictObject({
      id: v.optional(text),
      provider: text,
      connectionId: v.optional(text),
      providerUserId: v.optional(v.string()),
      emailAddress: v.optional(v.string()),
      firstName: v.optional(v.nullable(v.string())),
      lastName: v.optional(v.nullable(v.string())),
      createdAt: v.optional(time),
      verification: v.optional(oneVerification),
      sessionId: v.optional(text),
    }),
  ),
)

/** How a user is written down. What follows the empty line is what only a saved state says. */
export const userFields = {
  id: v.optional(text),
  identifier: text,
  password: v.optional(text),
  firstName: v.optional(v.string()),
  lastName: v.optional(v.string()),
  username: v.optional(text),
  publicMetadata: metadata,
  unsafeMetadata: metadata,
  privateMetadata: metadata,
  externalId: v.optional(text),
  tasks: v.optional(v.array(text)),
  emails: v.optional(
    v.array(
      v.strictObject({
        id: v.optional(text),
        emailAddress: v.pipe(v.string(), v.regex(emailPattern, 'must be an email address')),
        verified: v.optional(v.boolean()),
        verification: v.optional(oneVerification),
        clientId: v.optional(text),
        createdAt: v.optional(time),
      }),
    ),
  ),
  phones: v.optional(
    v.array(
      v.strictObject({
        id: v.optional(text),
        number: v.pipe(v.string(), v.regex(phonePattern, 'must be a number such as +15555550100')),
        verified: v.optional(v.boolean()),
        isSecondFactor: v.optional(v.boolean()),
        verification: v.optional(oneVerification),
        createdAt: v.optional(time),
      }),
    ),
  ),
  totpSecret: v.optional(
    v.pipe(v.string(), v.regex(/^[A-Z2-7]{16,}$/, 'must be Base32, 16 letters at least')),
  ),
  backupCodes: v.optional(v.array(text)),
  externalAccounts: accounts,
  passkeys: v.optional(
    v.array(
      v.strictObject({
        id: v.optional(text),
        name: v.optional(v.string()),
        clientId: v.optional(text),
        credentialId: v.optional(text),
        publicKey: v.optional(anyObject),
        verification: v.optional(oneVerification),
        counter: v.optional(v.number()),
        createdAt: v.optional(time),
        lastUsedAt: v.optional(time),
      }),
    ),
  ),
  bypassesClientTrust: v.optional(v.boolean()),
  banned: v.optional(v.boolean()),
  locked: v.optional(v.boolean()),

  emailId: v.optional(text),
  connecting: accounts,
  passwordChangedAt: v.optional(time),
  totpPending: v.optional(text),
  totpUsedStep: v.optional(v.number()),
  lockedUntil: v.optional(time),
  failedTries: v.optional(v.number()),
  legalAcceptedAt: v.optional(time),
  image,
  createdAt: v.optional(time),
  updatedAt: v.optional(time),
  lastSignInAt: v.optional(time),
}

/** A user as a saved state has it. */
export type SavedUser = v.InferOutput<typeof usersSchema>[number]

const usersSchema = v.array(v.strictObject(userFields))

/** A user that the box knows. */
export interface FapiUser {
  /** Default: a new `user_…`. */
  id?: string | undefined
  /**
   * The email address to sign in with; letter case does not matter. Of a user without any it is the telephone number or
   * the username, which has to be among the `phones`, or in `username`, too.
   */
  identifier: string
  /** In plain text: this is no place for a real one. Without one, the user signs in with codes by email. */
  password?: string | undefined
  firstName?: string | undefined
  lastName?: string | undefined
  /** Another name to sign in with. */
  username?: string | undefined
  /** Shown to the app as `public_metadata`. Default: empty. */
  publicMetadata?: Record<string, unknown> | undefined
  /** What the app may write too: `unsafe_metadata`. Default: empty. */
  unsafeMetadata?: Record<string, unknown> | undefined
  /** What only servers see: `private_metadata`. Default: empty. */
  privateMetadata?: Record<string, unknown> | undefined
  /** What the app's own systems know the user by: `external_id`. Default: none. */
  externalId?: string | undefined
  /** Tasks, e.g. `choose-organization`, that leave each new session `pending`. Default: none. */
  tasks?: string[] | undefined
  /** Further email addresses, e.g. `{ emailAddress: 'ann@work.example' }`; each may be used to sign in, too. Default: none. */
  emails?: { emailAddress: string; verified?: boolean | undefined }[] | undefined
  /** Telephone numbers in E.164, e.g. `{ number: '+15555550100' }`; `isSecondFactor` asks for a code after the password. Default: none. */
  phones?:
    | { number: string; verified?: boolean | undefined; isSecondFactor?: boolean | undefined }[]
    | undefined
  /** What an authenticator app makes its codes of, in Base32; its codes are asked for then. Default: none. */
  totpSecret?: string | undefined
  /** Codes that stand in for the second factor, each once. Default: none. */
  backupCodes?: string[] | undefined
  /** Who the user is at other providers, e.g. `{ provider: 'google' }`. Default: nobody. */
  externalAccounts?: { provider: string; emailAddress?: string | undefined }[] | undefined
  /**
   * Passkeys that are on a device already, e.g. from a saved state: the `credentialId` in Base64url, the `publicKey` as a JSON
   * Web Key. A device knows its user by the `id`, which has to be the same. Default: none.
   */
  passkeys?:
    | { credentialId: string; publicKey: Record<string, unknown>; name?: string | undefined }[]
    | undefined
  /** Whether a password alone is enough on a new client, though `clientTrust` is on. Default: false. */
  bypassesClientTrust?: boolean | undefined
  /** Refused with 403 `user_banned`. Default: false. */
  banned?: boolean | undefined
  /** Refused with 403 `user_locked`. Default: false. */
  locked?: boolean | undefined
}

/** The users of a box that was given none. Carol's sessions stay pending: she has yet to choose an organization. */
export const defaultUsers: readonly (FapiUser & { password: string })[] = [
  { identifier: 'alice@example.com', password: 'alice-password', firstName: 'Alice', lastName: 'Archer' },
  { identifier: 'bob@example.com', password: 'bob-password', firstName: 'Bob', lastName: 'Baker' },
  {
    identifier: 'carol@example.com',
    password: 'carol-password',
    firstName: 'Carol',
    lastName: 'Cole',
    tasks: ['choose-organization'],
  },
]

/** Checks users that come from outside. @throws TypeError that names the place, e.g. `users[1].password`. */
export function parseUsers(input: unknown): SavedUser[] {
  const users = check(usersSchema, input, 'users')
  users.forEach(({ identifier, username, phones = [] }, index) => {
    const own = [username, ...phones.map(({ number }) => number)]
    if (emailPattern.test(identifier) || own.includes(identifier)) return
    const advice = 'must be an email address, or the username or one of the phones of a user without any'
    throw new TypeError(`users[${index}].identifier: ${advice}`)
  })
  checkUnique(
    users.flatMap((user, index) => [
      ...(user.emails ?? []).flatMap(({ emailAddress, verified }, at) =>
        verified === false ? [] : [[`users[${index}].emails[${at}].emailAddress`, emailAddress] as const],
      ),
      ...(['id', 'identifier', 'username'] as const).map(
        // Of a user without an address both are one name.
        (field) => {
          const isSame = field === 'username' && user.username === user.identifier
          return [`users[${index}].${field}`, isSame ? undefined : user[field]] as const
        },
      ),
    ]),
  )
  // What another system knows them by is no name here: it may be the address itself.
  checkUnique(users.map(({ externalId }, index) => [`users[${index}].externalId`, externalId]))
  return users
}

/** Adds a user, filling in what was left out. */
export function createUser({ state, clock, ids }: Box, user: SavedUser): UserRecord {
  const now = clock.now()
  const fill = (account: NonNullable<SavedUser['connecting']>[number]): ExternalAccountRecord => ({
    ...account,
    id: account.id ?? ids.newId('eac'),
    providerUserId: account.providerUserId ?? ids.randomDigits(12),
    emailAddress: account.emailAddress ?? emailOf(user) ?? '',
    firstName: account.firstName === undefined ? (user.firstName ?? null) : account.firstName,
    lastName: account.lastName === undefined ? (user.lastName ?? null) : account.lastName,
    createdAt: account.createdAt ?? now,
  })
  const record: UserRecord = {
    id: user.id ?? ids.newId('user'),
    emailId: user.emailId ?? ids.newId('idn'),
    identifier: user.identifier,
    password: user.password,
    firstName: user.firstName ?? null,
    lastName: user.lastName ?? null,
    username: user.username ?? null,
    publicMetadata: user.publicMetadata ?? {},
    unsafeMetadata: user.unsafeMetadata ?? {},
    privateMetadata: user.privateMetadata,
    externalId: user.externalId,
    tasks: user.tasks ?? [],
    emails: (user.emails ?? []).map(({ verified = true, ...email }) => ({
      ...email,
      id: email.id ?? ids.newId('idn'),
      emailAddress: email.emailAddress.toLowerCase(),
      verified,
      createdAt: email.createdAt ?? now,
    })),
    phones: (user.phones ?? []).map(({ verified = true, isSecondFactor = false, ...phone }) => ({
      id: phone.id ?? ids.newId('idn'),
      number: phone.number,
      verified,
      isSecondFactor,
      verification: phone.verification,
      createdAt: phone.createdAt ?? now,
    })),
    passwordChangedAt: user.passwordChangedAt,
    totpPending: user.totpPending,
    totpSecret: user.totpSecret,
    totpUsedStep: user.totpUsedStep,
    backupCodes: user.backupCodes,
    passkeys: (user.passkeys ?? []).map((passkey) => ({
      ...passkey,
      id: passkey.id ?? ids.newId('idn'),
      name: passkey.name ?? 'Passkey',
      counter: passkey.counter ?? 0,
      createdAt: passkey.createdAt ?? now,
    })),
    externalAccounts: (user.externalAccounts ?? []).map(fill),
    connecting: user.connecting?.map(fill),
    bypassesClientTrust: user.bypassesClientTrust,
    legalAcceptedAt: user.legalAcceptedAt,
    image: user.image,
    banned: user.banned ?? false,
    locked: user.locked ?? false,
    lockedUntil: user.lockedUntil,
    failedTries: user.failedTries,
    createdAt: user.createdAt ?? now,
    updatedAt: user.updatedAt ?? now,
    lastSignInAt: user.lastSignInAt ?? null,
  }
  state.users.set(record.id, record)
  return record
}

/** The verified email addresses of a user, the primary one first. */
export function emailsOf(user: UserRecord): Pick<EmailRecord, 'id' | 'emailAddress'>[] {
  const emailAddress = emailOf(user)
  const others = user.emails.filter(({ verified }) => verified)
  return emailAddress ? [{ id: user.emailId, emailAddress }, ...others] : others
}

/** Finds a user by verified email address, username or verified telephone number. */
export function findUser(users: Map<string, UserRecord>, identifier: string): UserRecord | undefined {
  const wanted = identifier.trim().toLowerCase()
  const number = wanted.replace(/[ ()-]/g, '')
  for (const user of users.values()) {
    if (user.identifier.toLowerCase() === wanted || user.username?.toLowerCase() === wanted) return user
    if (user.emails.some((email) => email.verified && email.emailAddress === wanted)) return user
    if (user.phones.some((phone) => phone.verified && phone.number === number)) return user
  }
  return undefined
}

/** Finds a user by id, email address or username. @throws TypeError when there is none */
export function namedUser({ state }: Box, name: string): UserRecord {
  const user = state.users.get(name) ?? findUser(state.users, name)
  if (!user) throw new TypeError(`There is no user "${name}".`)
  return user
}

/** Those that a user can use: that a browser has made. */
export function usablePasskeys({ passkeys }: UserRecord): PasskeyRecord[] {
  return passkeys.filter(({ credentialId }) => credentialId !== undefined)
}
