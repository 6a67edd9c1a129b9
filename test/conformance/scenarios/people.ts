import { createHmac } from 'node:crypto'
import type { FapiUser } from 'frontdesk/fapi'

export const philsPhone = '+14155552671'
export const tarasPhone = '+14155552672'

/** Who has a telephone to sign in with, and no password. */
export const phil = {
  identifier: 'phil@example.com',
  phones: [{ number: philsPhone }],
} satisfies FapiUser

/** Who has each second factor. */
export const tara = {
  identifier: 'tara@example.com',
  password: 'tara-password',
  phones: [{ number: tarasPhone, isSecondFactor: true }],
  totpSecret: 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ',
  backupCodes: ['backup-one', 'backup-two'],
} satisfies FapiUser

/** What an authenticator app shows now (RFC 6238), or in the next `steps` of 30 seconds. */
export function appCode(secret: string, steps = 0): string {
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + steps))
  const digest = createHmac('sha1', fromBase32(secret)).update(counter).digest()
  const number = digest.readUInt32BE(digest.at(-1)! & 15) & 0x7fffffff
  return String(number % 1_000_000).padStart(6, '0')
}

function fromBase32(text: string): Buffer {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
  const bits = [...text].map((letter) => alphabet.indexOf(letter).toString(2).padStart(5, '0')).join('')
  return Buffer.from(bits.match(/.{8}/g)!.map((byte) => Number.parseInt(byte, 2)))
}

/** A code of six digits that is not this one. */
export const wrong = (code: string) => (code === '000000' ? '111111' : '000000')
