import type { Box } from '../box'
import type { UserRecord } from './state'

/** What Base32 writes with. */
const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/** Seconds that one code is shown. */
const period = 30

/** What an authenticator app makes its codes of: 160 bits in Base32, as RFC 4226 recommends. */
export function newTotpSecret({ ids }: Box): string {
  return ids.randomText(32, alphabet)
}

/** What stands in the picture that an authenticator app reads a secret from. */
export function totpUri({ options }: Box, secret: string, account: string): string {
  const issuer = options.publishableKey.host
  const label = `${encodeURIComponent(issuer)}:${encodeURIComponent(account)}`
  const query = new URLSearchParams({
    algorithm: 'SHA1',
    digits: '6',
    issuer,
    period: String(period),
    secret,
  })
  return `otpauth://totp/${label}?${query}`
}

/** The step of 30 seconds since 1970 that a time in milliseconds is in. */
export function totpStepAt(time: number): number {
  return Math.floor(time / 1000 / period)
}

/** The code that an authenticator app shows in a step (RFC 6238): SHA-1, six digits. */
export async function totpCode(secret: string, step: number): Promise<string> {
  const algorithm = { name: 'HMAC', hash: 'SHA-1' }
  const key = await crypto.subtle.importKey('raw', fromBase32(secret), algorithm, false, ['sign'])
  const counter = new DataView(new ArrayBuffer(8))
  counter.setBigUint64(0, BigInt(step))
  const digest = new DataView(await crypto.subtle.sign('HMAC', key, counter))
  const number = digest.getUint32(digest.getUint8(19) & 15) & 0x7fffffff
  return String(number % 1_000_000).padStart(6, '0')
}

/** What a user's authenticator app shows now, one that is being set up too. @throws TypeError for a user without one */
export function shownTotpCode({ clock }: Box, user: UserRecord): Promise<string> {
  const secret = user.totpPending ?? user.totpSecret
  if (!secret) throw new TypeError(`${user.identifier} has no authenticator app.`)
  return totpCode(secret, totpStepAt(clock.now()))
}

/** The step of now that shows a code, or of just before or after, for clocks that differ; undefined where none does. */
export async function totpStep({ clock }: Box, secret: string, code: string): Promise<number | undefined> {
  const now = totpStepAt(clock.now())
  const steps = [now, now - 1, now + 1].filter((step) => step >= 0)
  const codes = await Promise.all(steps.map((step) => totpCode(secret, step)))
  return steps[codes.indexOf(code.replaceAll(/\s/g, ''))]
}

function fromBase32(text: string): Uint8Array<ArrayBuffer> {
  const bytes: number[] = []
  let bits = 0
  let count = 0
  for (const letter of text) {
    bits = ((bits << 5) | alphabet.indexOf(letter)) & 0xfff
    count += 5
    if (count >= 8) {
      count -= 8
      bytes.push((bits >> count) & 0xff)
    }
  }
  return new Uint8Array(bytes)
}
