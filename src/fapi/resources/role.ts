import type { Box } from '../box'
import { defaultPermissions } from '../state/organizations'
import { roleName } from './organization'

const since = Date.UTC(2024, 0, 1)

/** The roles that there are, as the wire has them: Clerk's own, and those of members. */
export function serializeRoles({ state }: Box) {
  const members = [...state.organizations.values()].flatMap((organization) => organization.members)
  const keys = new Set(['org:admin', 'org:member', ...members.map(({ role }) => role)])
  return [...keys].map((key) => ({
    object: 'role',
    id: key.replace('org:', 'role_'),
    key,
    name: roleName(key),
    description: '',
    is_creator_eligible: key === 'org:admin',
    permissions: defaultPermissions(key).map(serializePermission),
    created_at: since,
    updated_at: since,
  }))
}

function serializePermission(key: string) {
  return {
    object: 'permission',
    id: key.replaceAll(':', '_').replace('org', 'perm'),
    key,
    name: key.replace('org:sys_', '').replace(':', ' '),
    description: '',
    type: key.startsWith('org:sys_') ? 'system' : 'user',
    created_at: since,
    updated_at: since,
  }
}
