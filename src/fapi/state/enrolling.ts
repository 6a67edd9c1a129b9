import type { Box } from '../box'
import { FapiError, notFound } from '../http/errors'
import { allOf, change, hasRoom, keep } from './beyond'
import type { Kept } from './beyondKinds'
import { type Domain, domainOf, isVerified } from './domains'
import { addMember } from './managing'
import { pendingInvitations } from './organizations'
import { settingsOf } from './settings'
import type { OrganizationRecord, UserRecord } from './state'
import { emailsOf } from './users'

export type Suggestion = Kept<'suggestion'>
export type MembershipRequest = Kept<'membershipRequest'>

/** How many people a domain asks in, or tells, at most: no more are remembered. */
const limit = 1000

const addressesOf = (user: UserRecord) => emailsOf(user).map(({ emailAddress }) => emailAddress.toLowerCase())

const isMember = ({ members }: OrganizationRecord, id: string) => members.some(({ userId }) => userId === id)

/** Those by which anybody gets in, by their name. */
function openDomains(box: Box): Map<string, Domain> {
  if (!settingsOf(box).domainsEnabled) return new Map()
  const open = allOf(box, 'domain').filter(isVerified)
  return new Map(open.map((domain) => [domain.name, domain]))
}

/**
 * Asks in, or tells, those users who have a verified address of a domain and have not been so far. Done when somebody
 * looks: it holds for whoever signs up, or gets the address, later.
 */
export function enroll(box: Box, users: Iterable<UserRecord>): void {
  const domains = openDomains(box)
  for (const user of domains.size > 0 ? users : []) {
    for (const address of addressesOf(user)) {
      const domain = domains.get(domainOf(address))
      const organization = box.state.organizations.get(domain?.organizationId ?? '')
      if (!domain || !organization || isMember(organization, user.id)) continue
      if (domain.enrollmentMode === 'automatic_invitation') askIn(box, organization, domain, address)
      if (domain.enrollmentMode === 'automatic_suggestion') suggest(box, domain, user)
    }
  }
}

function askIn(box: Box, organization: OrganizationRecord, { id: domainId }: Domain, address: string): void {
  const invited = allOf(box, 'domainInvitation').filter((other) => other.domainId === domainId)
  const isAsked = [...invited, ...pendingInvitations(organization)].some(
    ({ emailAddress }) => emailAddress === address,
  )
  if (isAsked || invited.length >= limit || !hasRoom(box, 'domainInvitation')) return
  const { domainsDefaultRole: role } = settingsOf(box)
  const organizationId = organization.id
  const status = 'pending'
  keep(box, 'domainInvitation', 'orginv', { organizationId, domainId, emailAddress: address, role, status })
  box.saver.changed()
}

function suggest(box: Box, { id: domainId, organizationId }: Domain, { id: userId }: UserRecord): void {
  const told = allOf(box, 'suggestion').filter((other) => other.organizationId === organizationId)
  const isTold = told.some((other) => other.userId === userId)
  if (isTold || told.length >= limit || !hasRoom(box, 'suggestion')) return
  keep(box, 'suggestion', 'orgsugg', { organizationId, domainId, userId, status: 'pending' })
  box.saver.changed()
}

/** Those whom an organization asks in because of its domains. Of one that is not verified any more nobody. */
export function domainInvitationsOf(box: Box, { id }: OrganizationRecord): Kept<'domainInvitation'>[] {
  const open = openDomains(box)
  return allOf(box, 'domainInvitation').filter(
    ({ organizationId, domainId, emailAddress, status }) =>
      organizationId === id && (status !== 'pending' || open.get(domainOf(emailAddress))?.id === domainId),
  )
}

/** What is suggested to a user, oldest first: not where they are by now, nor by an address that they have no longer. */
export function suggestionsOf(box: Box, user: UserRecord): Suggestion[] {
  enroll(box, [user])
  const open = openDomains(box)
  const own = new Set(addressesOf(user).map((address) => open.get(domainOf(address))?.organizationId))
  return allOf(box, 'suggestion').filter(({ userId, organizationId, status }) => {
    if (userId !== user.id) return false
    const isIn = isMember(box.state.organizations.get(organizationId)!, userId)
    return status === 'completed' || (own.has(organizationId) && !isIn)
  })
}

/** Asks to be let in. @throws FapiError 404, 400 where the user has asked before */
export function acceptSuggestion(box: Box, user: UserRecord, id: string): Suggestion {
  const suggestion = suggestionsOf(box, user).find((candidate) => candidate.id === id)
  if (!suggestion) throw notFound('Organization suggestion')
  if (suggestion.status !== 'pending') {
    const message = 'You have asked to be let in already'
    throw new FapiError(400, 'organization_suggestion_already_accepted', message)
  }
  const { organizationId, userId } = suggestion
  // Of a domain that is gone since.
  const waiting = allOf(box, 'membershipRequest').find(
    (other) =>
      other.organizationId === organizationId && other.userId === userId && other.status === 'pending',
  )
  if (waiting) change<'membershipRequest'>(box, waiting, { suggestionId: id })
  else
    keep(box, 'membershipRequest', 'orgmreq', { organizationId, userId, suggestionId: id, status: 'pending' })
  return change<'suggestion'>(box, suggestion, { status: 'accepted' })
}

/** Who has asked to be let in, oldest first. Who got in by another way waits for nothing. */
export function requestsOf(box: Box, organization: OrganizationRecord): MembershipRequest[] {
  return allOf(box, 'membershipRequest').filter(
    ({ organizationId, userId, status }) =>
      organizationId === organization.id && (status !== 'pending' || !isMember(organization, userId)),
  )
}

/** Lets somebody in who has asked for it, or does not. @throws FapiError 404 where nobody waits, 403 where there is no room */
export function answerRequest(
  box: Box,
  organization: OrganizationRecord,
  id: string,
  isLetIn: boolean,
): MembershipRequest {
  const request = requestsOf(box, organization).find((candidate) => candidate.id === id)
  if (request?.status !== 'pending') throw notFound('Organization membership request')
  if (isLetIn) {
    const { domainsDefaultRole } = settingsOf(box)
    addMember(box, organization, box.state.users.get(request.userId)!, domainsDefaultRole)
  }
  const suggestion = allOf(box, 'suggestion').find((candidate) => candidate.id === request.suggestionId)
  if (suggestion) change<'suggestion'>(box, suggestion, { status: 'completed' })
  return change<'membershipRequest'>(box, request, { status: isLetIn ? 'accepted' : 'revoked' })
}
