import type { Box } from '../box'
import type { ClientRecord, ExternalAccountRecord, SignInRecord, SignUpRecord, UserRecord } from './state'
import { isExternal, type Verification } from './verifications'

/** What a link in an e-mail, or the way back from a provider, is about. */
export type Linked = { client: ClientRecord; verification: Verification } & (
  | { kind: 'sign-in'; attempt: SignInRecord }
  | { kind: 'sign-up'; attempt: SignUpRecord }
)

/** What the link, or that way, with a token verifies; undefined for one that is unknown, or that another was sent in place of. */
export function findLinked(
  { state }: Box,
  token: string | undefined,
  isOne: (strategy: string) => boolean = (strategy) => strategy === 'email_link',
): Linked | undefined {
  if (!token) return undefined
  const find = (verifications: readonly (Verification | undefined)[]) =>
    verifications.find((begun) => begun?.token === token && isOne(begun.strategy))
  for (const attempt of state.signIns.values()) {
    const { verification: first, otherVerifications = [], secondVerification } = attempt
    const verification = find([first, ...otherVerifications, secondVerification])
    const client = state.clients.get(attempt.clientId)
    if (verification && client) return { kind: 'sign-in', client, attempt, verification }
  }
  for (const attempt of state.signUps.values()) {
    const verification = find([attempt.verification, attempt.external])
    const client = state.clients.get(attempt.clientId)
    if (verification && client) return { kind: 'sign-up', client, attempt, verification }
  }
  return undefined
}

/** An account that a user connects. */
export interface Connecting {
  kind: 'account'
  client: ClientRecord
  verification: Verification
  user: UserRecord
  record: ExternalAccountRecord
}

/** What the way back from a provider is about. */
export type Returning = Linked | Connecting

/** What waits for the way back with a token. */
export function findReturning(box: Box, token: string | undefined): Returning | undefined {
  return findLinked(box, token, isExternal) ?? (token ? findConnecting(box, token) : undefined)
}

function findConnecting({ state }: Box, token: string): Connecting | undefined {
  for (const user of state.users.values()) {
    const { externalAccounts, connecting = [] } = user
    const record = [...externalAccounts, ...connecting].find((each) => each.verification?.token === token)
    const client = state.clients.get(state.sessions.get(record?.sessionId ?? '')?.clientId ?? '')
    if (record && client) return { kind: 'account', client, verification: record.verification!, user, record }
  }
  return undefined
}
