import type { Box } from './box'
import {
  serializeBackendInvitation,
  serializeBackendMembership,
  serializeBackendOrganization,
} from './resources/backendOrganization'
import { serializeBackendSession } from './resources/backendSession'
import { serializeBackendUser } from './resources/backendUser'
import { allSessions } from './state/sessions'

/** What a webhook tells, as Clerk sends it. */
export interface FapiEvent {
  object: 'event'
  /** E.g. `user.created`, `session.ended`, `organizationMembership.deleted`. */
  type: string
  /** The resource as servers see it; of a user or an organization that is gone no more than the id. */
  data: Record<string, unknown>
  /** Milliseconds since 1970, by the box's clock. */
  timestamp: number
  instance_id: string
}

/** One thing that there is: what is told of it, and by what a change is noticed. */
interface Seen {
  kind: 'user' | 'session' | 'organization' | 'organizationMembership' | 'organizationInvitation'
  data: Record<string, unknown>
  mark: string
}

const views = new WeakMap<Box, ReadonlyMap<string, Seen>>()

/** Tells what has changed since it was called last. What was there at the first time is no news. */
export function tellEvents(box: Box, tell: (event: FapiEvent) => void): void {
  const before = views.get(box)
  const now = look(box)
  views.set(box, now)
  if (!before) return
  const say = (type: string, data: Record<string, unknown>) =>
    tell({ object: 'event', type, data, timestamp: box.clock.now(), instance_id: box.keys.kid })
  for (const [id, seen] of now) {
    const type = changeOf(before.get(id), seen)
    if (type) say(`${seen.kind}.${type}`, seen.data)
  }
  for (const [id, { kind, data, mark }] of before) {
    if (now.has(id) || kind === 'organizationInvitation') continue
    if (kind === 'session') {
      if (/^(active|pending)$/.test(mark)) say('session.removed', { ...data, status: 'removed' })
    } else if (kind === 'organizationMembership') say('organizationMembership.deleted', data)
    else say(`${kind}.deleted`, { object: kind, id, deleted: true })
  }
}

/** The last part of the event's name; undefined where nothing is told. */
function changeOf(before: Seen | undefined, { kind, mark }: Seen): string | undefined {
  if (before?.mark === mark) return undefined
  if (kind === 'session') {
    const names: Record<string, string> = { active: 'created', expired: 'ended' }
    return names[mark] ?? mark
  }
  if (!before) return 'created'
  return kind === 'organizationInvitation' ? mark : 'updated'
}

function look(box: Box): Map<string, Seen> {
  const seen = new Map<string, Seen>()
  for (const user of box.state.users.values()) {
    // Memberships have events of their own.
    const { organization_memberships: _, ...data } = serializeBackendUser(box, user)
    seen.set(user.id, {
      kind: 'user',
      data,
      mark: JSON.stringify({ ...data, verification_attempts_remaining: 0 }),
    })
  }
  for (const session of allSessions(box)) {
    const data = serializeBackendSession(session)
    seen.set(session.id, { kind: 'session', data, mark: session.status })
  }
  for (const organization of box.state.organizations.values()) {
    const { members, invitations, ...own } = organization
    const data = serializeBackendOrganization(organization)
    seen.set(organization.id, { kind: 'organization', data, mark: JSON.stringify(own) })
    for (const member of members) {
      const data = serializeBackendMembership(box, { organization, member })
      seen.set(member.id, { kind: 'organizationMembership', data, mark: JSON.stringify(member) })
    }
    for (const invitation of invitations) {
      const data = serializeBackendInvitation({ organization, invitation })
      seen.set(invitation.id, { kind: 'organizationInvitation', data, mark: invitation.status })
    }
  }
  return seen
}
