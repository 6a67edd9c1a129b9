import type { Box } from '../box'
import type { PasskeyRecord } from '../state/state'
import { serializeVerification } from './verification'

/** A Passkey as the wire has it. */
export function serializePasskey(box: Box, passkey: PasskeyRecord) {
  const { id, name, verification, createdAt, lastUsedAt } = passkey
  return {
    object: 'passkey',
    id,
    name,
    verification: verification ? serializeVerification(box, verification) : null,
    last_used_at: lastUsedAt ?? null,
    created_at: createdAt,
    updated_at: createdAt,
  }
}
