import type { FapiContext } from '../http/env'
import { countFailure } from '../state/locks'
import type { UserRecord } from '../state/state'
import { startVerification, type Verification, verificationError } from '../state/verifications'
import type { Factor } from './factor'
import { readProof } from './steps'

/** What has begun, and what goes on with it. */
interface Trial {
  user: UserRecord
  strategy: string
  begun?: Verification | undefined
  /** Keeps the verification, whatever comes of the proof. */
  keep?(verification: Verification): void
}

/** Checks the proof in the form. @throws FapiError where it proves nothing */
export async function prove(
  c: FapiContext,
  { field, check, send }: Factor,
  { user, strategy, begun, keep }: Trial,
): Promise<Verification> {
  if (!check || !field) throw verificationError('strategy')
  const proof = readProof(c, field)
  if (!begun && send) throw verificationError('missing')
  const verification = begun ?? startVerification(strategy)
  keep?.(verification)
  try {
    await check(c.get('box'), user, verification, proof)
  } catch (error) {
    throw countFailure(c.get('box'), user, error)
  }
  return verification
}
