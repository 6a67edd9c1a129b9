import { orElse } from '../../host/orElse'
import { nullable, number, optional, type Reader, record, string } from '../shape'
import type { Session } from './session'
import { time } from './user'

/** A passkey of a user. */
export interface Passkey {
  readonly id: string
  /** What the user calls it; empty where it has no name. */
  readonly name: string
  /** Milliseconds since 1970; `null` if never. */
  readonly lastUsedAt: number | null
  /** Milliseconds since 1970; 0 if unknown. */
  readonly createdAt: number
  /** Milliseconds since 1970; 0 if unknown. */
  readonly updatedAt: number
}

export const readPasskey: Reader<Passkey> = record<Passkey>({
  id: string,
  name: optional(string, ''),
  lastUsedAt: nullable(number),
  createdAt: time,
  updatedAt: time,
})

/** The passkeys of a session's user. They come with the user, unread; what is malformed is left out. */
export function passkeysOf(session: Session | undefined): readonly Passkey[] {
  const { passkeys: given } = Object(session?.user)
  return Array.isArray(given) ? given.flatMap((item) => orElse(() => readPasskey(item, '')) ?? []) : []
}
