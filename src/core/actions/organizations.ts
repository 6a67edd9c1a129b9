import type { Frontdesk } from '../frontdesk'
import { toCamelCase } from '../wire/case'
import { form } from '../wire/form'
import {
  membershipsOf,
  type Organization,
  type OrganizationMembership,
  readOrganization,
} from '../wire/resources/organization'
import { type OrganizationInvitation, readInvitation } from '../wire/resources/organizationInvitation'
import { list, record } from '../wire/shape'
import { asUser } from './asUser'

/**
 * What this tab's user is in which organizations, as the client says it. Waits for the client first. To switch, call
 * `setActive()`.
 *
 * @returns nothing where nobody is signed in.
 * @throws FrontdeskError if the client cannot be had.
 */
export async function getOrganizations(frontdesk: Frontdesk): Promise<readonly OrganizationMembership[]> {
  const { _internal: engine } = frontdesk
  if (engine.client === undefined) await engine.loader.load()
  return membershipsOf(frontdesk.state.session.session ?? undefined)
}

/** Parameters of `createOrganization()`. */
export interface CreateOrganizationParameters {
  name: string
  /** What may stand for the id. Default: the Frontend API makes one of the name, or none. */
  slug?: string | undefined
}

/**
 * Makes an organization, whose administrator is this tab's user: `POST /v1/organizations`. It is not active yet: call
 * `setActive()`. Of the same call made twice at a time one is sent.
 *
 * @throws FrontdeskError, e.g. `session_not_found` if nobody is signed in.
 */
export async function createOrganization(
  frontdesk: Frontdesk,
  { name, slug }: CreateOrganizationParameters,
): Promise<Organization> {
  const json = await asUser(frontdesk, { method: 'POST', path: '/organizations', body: form({ name, slug }) })
  return readOrganization(toCamelCase(json), 'organization')
}

const invitationsPath = '/me/organization_invitations'
const readPage = record({ data: list(readInvitation) })

/**
 * The organizations that this tab's user is invited into, and has not joined: `GET /v1/me/organization_invitations`, the
 * first hundred.
 *
 * @throws FrontdeskError, e.g. `session_not_found` if nobody is signed in.
 */
export async function getOrganizationInvitations(
  frontdesk: Frontdesk,
): Promise<readonly OrganizationInvitation[]> {
  const query = { status: 'pending', limit: '100' }
  const json = await asUser(frontdesk, { method: 'GET', path: invitationsPath, query })
  return readPage(toCamelCase(json), 'invitations').data
}

/** Parameters of `acceptOrganizationInvitation()`. */
export interface AcceptOrganizationInvitationParameters {
  /** The `id` of one of `getOrganizationInvitations()`. */
  invitationId: string
}

/**
 * Joins an organization: `POST /v1/me/organization_invitations/{id}/accept`. It is not active yet: call `setActive()`.
 *
 * @throws FrontdeskError, e.g. `session_not_found` if nobody is signed in.
 */
export async function acceptOrganizationInvitation(
  frontdesk: Frontdesk,
  { invitationId }: AcceptOrganizationInvitationParameters,
): Promise<OrganizationInvitation> {
  const path = `${invitationsPath}/${encodeURIComponent(invitationId)}/accept`
  const json = await asUser(frontdesk, { method: 'POST', path })
  return readInvitation(toCamelCase(json), 'invitation')
}
