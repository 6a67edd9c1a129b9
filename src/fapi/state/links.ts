import type { Box } from '../box'
import type { ClientRecord, SignInRecord, SignUpRecord } from './state'
import type { Verification } from './verifications'

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
