import { useQuery } from '@tanstack/react-query'
import { useFrontdesk, useSession } from 'frontdesk'
import { getOrganizationInvitations } from 'frontdesk/core'

interface InvitationsProps {
  onAccept: (invitationId: string) => Promise<unknown>
}

/** The organizations that wait for this user to join. */
export function Invitations({ onAccept }: InvitationsProps) {
  const frontdesk = useFrontdesk()
  const { sessionId } = useSession()
  const { data: invitations = [] } = useQuery({
    queryKey: ['invitations', sessionId],
    queryFn: () => getOrganizationInvitations(frontdesk),
  })
  if (invitations.length === 0) return null
  return (
    <ul className="choices" aria-label="Invitations">
      {invitations.map(({ id, organization }) => (
        <li key={id}>
          <button type="button" className="button choice" onClick={() => onAccept(id).catch(() => {})}>
            <strong>Join {organization.name}</strong>
            <span>You are invited</span>
          </button>
        </li>
      ))}
    </ul>
  )
}
