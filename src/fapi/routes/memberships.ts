import { Hono } from 'hono/tiny'
import type { FapiContext, FapiEnv } from '../http/env'
import { withClient } from '../http/envelope'
import { notFound } from '../http/errors'
import { readPage } from '../http/page'
import { readRole } from '../http/role'
import { readText } from '../http/text'
import { serializeMembership } from '../resources/organization'
import { asking } from '../security/asking'
import { clientCall } from '../security/middleware'
import { permitted } from '../security/permitted'
import { addMember, memberOf, removeMember, setRole } from '../state/managing'
import { findMembership } from '../state/organizations'
import type { MemberRecord, OrganizationRecord, UserRecord } from '../state/state'

const path = '/v1/organizations/:id/memberships'

/** Who is in an organization, and leaving it. */
export const membershipRoutes = new Hono<FapiEnv>()
  .get(path, clientCall, (c) => {
    const organization = permitted(c, 'memberships:read')
    const members = findMembers(c, organization)
    return withClient(
      c,
      readPage(
        c,
        members.map((member) => show(c, organization, member)),
      ),
    )
  })
  .post(path, clientCall, (c) => {
    const organization = permitted(c, 'memberships:manage')
    const user = c.get('box').state.users.get(readText(c, 'user_id'))
    if (!user) throw notFound('User')
    const { member } = addMember(c.get('box'), organization, user, readRole(c))
    return withClient(c, show(c, organization, member))
  })
  .patch(`${path}/:user`, clientCall, (c) => {
    const organization = permitted(c, 'memberships:manage')
    const member = memberOf(organization, c.req.param('user'))
    setRole(c.get('box'), organization, member, readRole(c))
    return withClient(c, show(c, organization, member))
  })
  .delete(`${path}/:user`, clientCall, (c) => {
    const organization = permitted(c, 'memberships:manage')
    const member = memberOf(organization, c.req.param('user'))
    removeMember(c.get('box'), organization, member)
    return withClient(c, show(c, organization, member))
  })
  .delete('/v1/me/organization_memberships/:organization', clientCall, (c) => {
    const box = c.get('box')
    const { organization, member } = findMembership(box, asking(c).user.id, c.req.param('organization'))
    removeMember(box, organization, member)
    return withClient(c, { object: 'organization_membership', id: member.id, deleted: true })
  })

/** The members whom the query is after: of a `role`, or by what is in their names. */
export function findMembers(c: FapiContext, { members }: OrganizationRecord): MemberRecord[] {
  const roles = c.get('query').get('role')?.split(',')
  const text = (c.get('query').get('query') ?? '').trim().toLowerCase()
  return members.filter((member) => {
    const { id, identifier, username, firstName, lastName } = userOf(c, member)
    const names = [id, identifier, username, [firstName, lastName].filter(Boolean).join(' ')]
    return (roles?.includes(member.role) ?? true) && names.some((name) => name?.toLowerCase().includes(text))
  })
}

export function userOf(c: FapiContext, { userId }: MemberRecord): UserRecord {
  return c.get('box').state.users.get(userId)!
}

function show(c: FapiContext, organization: OrganizationRecord, member: MemberRecord) {
  return serializeMembership({ organization, member }, userOf(c, member))
}
