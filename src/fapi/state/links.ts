import type { Box } from '../box'
import type { ClientRecord, SignInRecord, SignUpRecord } from './state'
import type { Verification } from './verifications'

/** What a link in an e-mail is about. */
export type Linked = { client: ClientRecord; verification: Verification } & (
  | { kind: 'sign-in'; attempt: SignInRecord }
  | { kind: 'sign-up'; attempt: SignUpRecord }
)

/** What the link with a token verifies; undefined for one that is unknown, or that another was sent in place of. */
export function findLinked({ state }: Box, token: string | undefined): Linked | undefined {
  if (!token) return undefined
  const find = (verifications: readonly (Verification | undefined)[]) =>
    verifications.find((begun) => begun?.token === token && begun.strategy === 'email_link')
  for (const attempt of state.signIns.values()) {
    const { verification: first, otherVerifications = [], secondVerification } = attempt
    const verification = find([first, ...otherVerifications, secondVerification])
    const client = state.clients.get(attempt.clientId)
    if (verification && client) return { kind: 'sign-in', client, attempt, verification }
  }
  for (const attempt of state.signUps.values()) {
    const verification = find([attempt.verification])
    const client = state.clients.get(attempt.clientId)
    if (verification && client) return { kind: 'sign-up', client, attempt, verification }
  }
  return undefined
}
