import type { Box } from '../box'
import type { ExternalAccountRecord, UserRecord } from './state'

/** Who somebody is at another provider, as that says. There, an address is one person. */
export interface FoundAccount {
  /** E.g. `google`; `enterprise_sso` for an enterprise connection. */
  provider: string
  /** At an enterprise: the connection that led there. */
  connectionId?: string | undefined
  emailAddress: string
  /** Whether the provider vouches for the address. */
  isVerified: boolean
  firstName: string | null
  lastName: string | null
}

export const isEnterprise = ({ provider }: ExternalAccountRecord) => provider === 'enterprise_sso'

export const isSame = (one: string, other: string) => one.toLowerCase() === other.toLowerCase()

/** Makes an account at a provider a user's own. */
export function linkAccount({ ids, clock }: Box, user: UserRecord, account: FoundAccount): void {
  const { provider, connectionId, emailAddress, firstName, lastName } = account
  const isLinked = user.externalAccounts.some(
    (known) => known.provider === provider && isSame(known.emailAddress, emailAddress),
  )
  if (isLinked) return
  user.externalAccounts.push({
    id: ids.newId('eac'),
    provider,
    connectionId,
    providerUserId: ids.randomDigits(12),
    emailAddress,
    firstName,
    lastName,
    createdAt: clock.now(),
  })
}
