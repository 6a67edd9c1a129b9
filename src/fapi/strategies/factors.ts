import { checkCode } from '../state/codes'
import { checkBackupCode, checkTotp } from './checkSecondFactor'
import { sendFactorLink } from './emailLink'
import type { Factor } from './factor'
import { passkey } from './passkey'
import { checkReceiver, sendFactorCode } from './sendCode'

const code: Factor = {
  field: 'code',
  send: sendFactorCode,
  check(box, user, verification, proof) {
    checkReceiver(user, verification)
    checkCode(box, verification, proof)
  },
}

/** What the ways to prove who one is do, by strategy; all but a password's are loaded when asked for. */
export const factors: Readonly<Record<string, Factor>> = {
  email_code: code,
  email_link: { send: sendFactorLink },
  phone_code: code,
  reset_password_email_code: code,
  reset_password_phone_code: code,
  passkey,
  totp: { field: 'code', check: checkTotp },
  backup_code: { field: 'code', check: checkBackupCode },
}
