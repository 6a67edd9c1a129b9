import { useOrganizations, useSetActive } from 'frontdesk'
import { describeError } from '../../errors'
import { Card } from '../Card'
import { NewOrganization } from './NewOrganization'

/** For whom this tab's session acts: the user alone, or an organization. */
export function OrganizationsCard() {
  const { data: memberships = [] } = useOrganizations()
  const { mutate, error } = useSetActive()
  const isAlone = memberships.every(({ isActive }) => !isActive)
  return (
    <Card title="Organizations" hooks="useOrganizations · useSetActive">
      <ul className="choices" aria-label="Organizations">
        <li>
          <button
            type="button"
            className="button choice"
            aria-pressed={isAlone}
            onClick={() => mutate({ organizationId: null })}
          >
            <strong>Personal workspace</strong>
            <span>Nobody but you</span>
          </button>
        </li>
        {memberships.map(({ organization: { id, name }, roleName, role, permissions, isActive }) => (
          <li key={id}>
            <button
              type="button"
              className="button choice"
              aria-pressed={isActive}
              onClick={() => mutate({ organizationId: id })}
            >
              <strong>{name}</strong>
              <span>
                {roleName ?? role} · {permissions.length} permissions
              </span>
            </button>
          </li>
        ))}
      </ul>
      {error && (
        <p className="error" role="alert">
          {describeError(error)}
        </p>
      )}
      <NewOrganization />
    </Card>
  )
}
