import type { SessionRecord } from '../state/state'

/** What every kind of Session on the wire has. */
export function serializeSessionBase(session: SessionRecord) {
  return {
    object: 'session',
    id: session.id,
    status: session.status,
    expire_at: session.expireAt,
    abandon_at: session.abandonAt,
    last_active_at: session.lastActiveAt,
    last_active_organization_id: session.organizationId,
    actor: session.actor ?? null,
    tasks: session.tasks.length > 0 ? session.tasks.map((key) => ({ key })) : null,
    created_at: session.createdAt,
    updated_at: session.updatedAt,
  }
}
