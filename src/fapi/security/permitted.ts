import type { FapiContext } from '../http/env'
import { permittedMembership } from '../state/joining'
import type { OrganizationRecord } from '../state/state'
import { asking } from './asking'

/** The organization in the path, if the user may do there what is named, e.g. `memberships:read`. @throws FapiError 404, 403 */
export function permitted(c: FapiContext, permission: string): OrganizationRecord {
  const { user } = asking(c)
  const id = c.req.param('id') ?? ''
  return permittedMembership(c.get('box'), user, id, `org:sys_${permission}`).organization
}
