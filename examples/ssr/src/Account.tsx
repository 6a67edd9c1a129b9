import { useQuery } from '@tanstack/react-query'
import { Show, useGetToken, useSession, useSessions, useSetActive, useSignOut } from 'frontdesk'

/** A page for who is signed in: the server sends it to nobody else, and a sign-out empties it. */
export function Account() {
  return (
    <>
      <h1>Account</h1>
      <Show when="signed-in" fallback={<a href="/sign-in">Sign in</a>}>
        <Me />
        <Accounts />
      </Show>
    </>
  )
}

/** Asks this app's own server. Another account's answer is never shown: the cache is emptied in between. */
function Me() {
  const getToken = useGetToken()
  const { data, error } = useQuery({
    queryKey: ['me'],
    queryFn: async () => {
      const response = await fetch('/api/me', { headers: { authorization: `Bearer ${await getToken()}` } })
      if (!response.ok) throw new Error(`The server answered ${response.status}.`)
      return (await response.json()) as { userId: string }
    },
  })
  return <p>The server says: {data?.userId ?? error?.message ?? '…'}</p>
}

function Accounts() {
  const { sessionId } = useSession()
  const { data: sessions = [] } = useSessions()
  const { mutate: setActive } = useSetActive()
  const { mutate: signOut } = useSignOut()
  return (
    <>
      <ul>
        {sessions.map(({ id, user }) => (
          <li key={id}>
            {user?.fullName}{' '}
            {id !== sessionId && (
              <button type="button" onClick={() => setActive({ sessionId: id })}>
                Switch to {user?.fullName}
              </button>
            )}{' '}
            <button type="button" onClick={() => signOut({ sessionId: id })}>
              Sign out {user?.fullName}
            </button>
          </li>
        ))}
      </ul>
      <a href="/sign-in">Add an account</a>
    </>
  )
}
