import type { Box } from '../box'
import { type FoundAccount, isSame } from './externalAccounts'
import type { UserRecord } from './state'
import { emailsOf } from './users'

/** The user who has an account at a provider. */
export function ownerOf({ state }: Box, { provider, emailAddress }: FoundAccount): UserRecord | undefined {
  return [...state.users.values()].find(({ externalAccounts }) =>
    externalAccounts.some(
      (account) => account.provider === provider && isSame(account.emailAddress, emailAddress),
    ),
  )
}

/** The user who has the same address here. */
export function namesakeOf({ state }: Box, { emailAddress }: FoundAccount): UserRecord | undefined {
  return [...state.users.values()].find((user) =>
    emailsOf(user).some((email) => isSame(email.emailAddress, emailAddress)),
  )
}
