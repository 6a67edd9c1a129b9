import type { Frontdesk } from '../frontdesk'
import { membershipsOf, type OrganizationMembership } from '../wire/resources/organization'

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
