import type { PasskeyRecord } from '../state/state'

/** A Passkey as the wire has it, once the browser has made it. */
export function serializePasskey({ id, name, createdAt, lastUsedAt }: PasskeyRecord) {
  return {
    object: 'passkey',
    id,
    name,
    verification: {
      object: 'verification_passkey',
      status: 'verified',
      strategy: 'passkey',
      attempts: 1,
      expire_at: null,
    },
    last_used_at: lastUsedAt ?? null,
    created_at: createdAt,
    updated_at: createdAt,
  }
}
