import { ClientLoading, Show, useSessions, useSetActive, useSignOut, useUser } from 'frontdesk'
import { SignIn } from './SignIn'

export const Account = () => (
  <>
    <ClientLoading>One moment…</ClientLoading>
    <Show when="signed-in" fallback={<SignIn />}>
      <SignedIn />
    </Show>
  </>
)

function SignedIn() {
  const { data: user } = useUser()
  const { data: sessions = [] } = useSessions()
  const { mutate: setActive } = useSetActive()
  const { mutate: signOut } = useSignOut()
  return (
    <>
      <h1>Hello {user?.firstName}</h1>
      {sessions.map(({ id, user: other }) => (
        <button key={id} type="button" onClick={() => setActive({ sessionId: id })}>
          Go on as {other.firstName}
        </button>
      ))}
      <button type="button" onClick={() => signOut()}>
        Sign out
      </button>
    </>
  )
}
