import { Hono } from 'hono/tiny'
import type { FapiContext, FapiEnv } from '../../http/env'
import { readPage } from '../../http/page'
import { checkQuery, sortedBy, wantedBy } from '../../http/query'
import { readRole } from '../../http/role'
import { serializeBackendMembership } from '../../resources/backendOrganization'
import { secretCall } from '../../security/middleware'
import { serverCall } from '../../security/serverCall'
import { addMember, memberOf, removeMember, setRole } from '../../state/managing'
import type { Membership } from '../../state/organizations'
import type { MemberRecord, OrganizationRecord } from '../../state/state'
import { emailOf, emailsOf } from '../../state/users'
import { findMembers, userOf } from '../memberships'
import { findOrganization, readMetadataOf } from './findOrganization'
import { userNamed } from './findUsers'

const path = '/v1/organizations/:id/memberships'

/** Who is in an organization, for servers. */
export const backendMembershipRoutes = new Hono<FapiEnv>()
  .get(
    path,
    serverCall((c) => {
      checkQuery(c, ['role', 'query', 'user_id', 'email_address', 'username'])
      const organization = findOrganization(c)
      const members = findMembers(c, organization).filter((member) => isWanted(c, member))
      return answerPage(
        c,
        members.map((member) => ({ organization, member })),
      )
    }),
  )
  .post(
    path,
    serverCall((c) => {
      const organization = findOrganization(c)
      const user = userNamed(c)
      const { member } = addMember(c.get('box'), organization, user, readRole(c))
      return answer(c, organization, Object.assign(member, readMetadataOf(c, member)))
    }),
  )
  .patch(
    `${path}/:user`,
    serverCall((c) => {
      const { organization, member } = find(c)
      setRole(c.get('box'), organization, member, readRole(c))
      return answer(c, organization, member)
    }),
  )
  .patch(
    `${path}/:user/metadata`,
    serverCall((c) => {
      const { organization, member } = find(c)
      Object.assign(member, readMetadataOf(c, member), { updatedAt: c.get('box').clock.now() })
      return answer(c, organization, member)
    }),
  )
  .delete(
    `${path}/:user`,
    serverCall((c) => {
      const { organization, member } = find(c)
      removeMember(c.get('box'), organization, member)
      return answer(c, organization, member)
    }),
  )
  .get('/v1/organization_memberships', secretCall, (c) => {
    checkQuery(c, [])
    const all = [...c.get('box').state.organizations.values()]
    return answerPage(
      c,
      all.flatMap((organization) => organization.members.map((member) => ({ organization, member }))),
    )
  })

function find(c: FapiContext): Membership {
  const organization = findOrganization(c)
  return { organization, member: memberOf(organization, c.req.param('user')!) }
}

function isWanted(c: FapiContext, member: MemberRecord): boolean {
  const user = userOf(c, member)
  const own = {
    user_id: [user.id],
    email_address: emailsOf(user).map(({ emailAddress }) => emailAddress),
    username: [user.username ?? ''],
  }
  return Object.entries(own).every(([name, values]) => {
    const wanted = wantedBy(c, name)
    return !wanted || values.some((value) => wanted.includes(value.toLowerCase()))
  })
}

function answerPage(c: FapiContext, memberships: Membership[]): Response {
  const sorted = sortedBy(c, memberships, {
    created_at: ({ member }) => member.createdAt,
    email_address: ({ member }) => emailOf(userOf(c, member)),
    phone_number: ({ member }) => userOf(c, member).phones[0]?.number,
    first_name: ({ member }) => userOf(c, member).firstName,
    last_name: ({ member }) => userOf(c, member).lastName,
    username: ({ member }) => userOf(c, member).username,
  })
  return c.json(
    readPage(
      c,
      sorted.map((membership) => serializeBackendMembership(c.get('box'), membership)),
    ),
  )
}

const answer = (c: FapiContext, organization: OrganizationRecord, member: MemberRecord) =>
  c.json(serializeBackendMembership(c.get('box'), { organization, member }))
