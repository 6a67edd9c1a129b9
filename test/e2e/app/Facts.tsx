import { useClient, useConnectionStatus, useFrontdesk, useSession, useSessions, useUser } from 'frontdesk'

/** What the hooks say, each fact as one status line. */
export function Facts({ outcome }: { outcome: string }) {
  const { data: client } = useClient()
  const { data: sessions = [] } = useSessions()
  const { data: user } = useUser()
  const { status, error } = useConnectionStatus()
  const facts: Record<string, string> = {
    handle: String(handleNumber(useFrontdesk())),
    connection: status,
    error: error?.code ?? '',
    client: client === undefined ? 'unknown' : (client?.id ?? 'none'),
    session: useSession().status,
    user: user?.emailAddresses[0]?.emailAddress ?? '',
    accounts: sessions.map((session) => session.user.emailAddresses[0]?.emailAddress).join(' '),
    outcome,
  }
  return Object.entries(facts).map(([name, text]) => (
    <p key={name}>
      {name}: <output aria-label={name}>{text}</output>
    </p>
  ))
}

const handles: object[] = []

/** Numbers this page's handles, so that two of them can be told apart by what is on screen. */
function handleNumber(frontdesk: object): number {
  if (!handles.includes(frontdesk)) handles.push(frontdesk)
  return handles.indexOf(frontdesk) + 1
}
