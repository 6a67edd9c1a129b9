import type { UseQueryResult } from '@tanstack/react-query'
import type { FrontdeskError } from '../../core/wire/errors'
import { membershipsOf, type OrganizationMembership } from '../../core/wire/resources/organization'
import type { PickPart } from '../clientSource'
import { useClientPart } from '../useClientPart'

/** `select` gives a part of the memberships; the component then renders only when that part changes. */
export interface UseOrganizationsParameters<Selected = readonly OrganizationMembership[]> {
  select?: ((memberships: readonly OrganizationMembership[]) => Selected) | undefined
}

/**
 * The organizations of this tab's user, with the role and the permissions there, and which one is active. They come with
 * the client: nothing is asked. To switch, use `useSetActive()`.
 *
 * @returns TanStack Query's result; `data` is empty where there are none, undefined until known.
 *
 * @example
 * const { data: memberships } = useOrganizations()
 * const { mutate: setActive } = useSetActive()
 * memberships?.map(({ organization, isActive }) => (
 *   <button key={organization.id} disabled={isActive} onClick={() => setActive({ organizationId: organization.id })}>
 *     {organization.name}
 *   </button>
 * ))
 */
export function useOrganizations<Selected = readonly OrganizationMembership[]>({
  select,
}: UseOrganizationsParameters<Selected> = {}): UseQueryResult<Selected, FrontdeskError> {
  return useClientPart(pickMemberships, select)
}

const pickMemberships: PickPart<readonly OrganizationMembership[]> = (client, sessionId) =>
  membershipsOf(client?.sessions.find(({ id }) => id === sessionId))
