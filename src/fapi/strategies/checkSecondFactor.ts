import type { Box } from '../box'
import type { UserRecord } from '../state/state'
import { totpStep } from '../state/totp'
import { incorrectCode, type Verification } from '../state/verifications'

/** Takes the code of an authenticator app; one that was used, or is older than that, is as good as wrong. @throws FapiError */
export async function checkTotp(box: Box, user: UserRecord, verification: Verification, code: string) {
  verification.attempts += 1
  const step = await totpStep(box, user.totpSecret!, code)
  if (step === undefined || step <= (user.totpUsedStep ?? -1)) throw incorrectCode()
  user.totpUsedStep = step
  verification.verified = true
}

/** Takes a backup code, which is used up then. @throws FapiError */
export function checkBackupCode(_: Box, user: UserRecord, verification: Verification, code: string): void {
  verification.attempts += 1
  const used = user.backupCodes!.indexOf(code.trim())
  if (used === -1) throw incorrectCode()
  user.backupCodes = user.backupCodes!.toSpliced(used, 1)
  verification.verified = true
}
