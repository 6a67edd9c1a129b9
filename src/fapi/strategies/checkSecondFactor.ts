import type { Box } from '../box'
import { incorrectCode } from '../state/codes'
import type { UserRecord } from '../state/state'
import type { Verification } from '../state/verifications'

/** Seconds that one code of an authenticator app is shown. */
const period = 30

/** The code that an authenticator app shows in a step of 30 seconds since 1970 (RFC 6238): SHA-1, six digits. */
export async function totpCode(secret: string, step: number): Promise<string> {
  const algorithm = { name: 'HMAC', hash: 'SHA-1' }
  const key = await crypto.subtle.importKey('raw', fromBase32(secret), algorithm, false, ['sign'])
  const counter = new DataView(new ArrayBuffer(8))
  counter.setBigUint64(0, BigInt(step))
  const digest = new DataView(await crypto.subtle.sign('HMAC', key, counter))
  const number = digest.getUint32(digest.getUint8(19) & 15) & 0x7fffffff
  return String(number % 1_000_000).padStart(6, '0')
}

/** The step of now that shows a code, or of just before or after, for clocks that differ; undefined where none does. */
export async function totpStep({ clock }: Box, secret: string, code: string): Promise<number | undefined> {
  const now = Math.floor(clock.now() / 1000 / period)
  const steps = [now, now - 1, now + 1]
  const codes = await Promise.all(steps.map((step) => totpCode(secret, step)))
  return steps[codes.indexOf(code.replaceAll(/\s/g, ''))]
}

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

function fromBase32(text: string): Uint8Array<ArrayBuffer> {
  const bytes: number[] = []
  let bits = 0
  let count = 0
  for (const letter of text) {
    bits = ((bits << 5) | 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter)) & 0xfff
    count += 5
    if (count >= 8) {
      count -= 8
      bytes.push((bits >> count) & 0xff)
    }
  }
  return new Uint8Array(bytes)
}
