import { Show, useSession, useUser } from 'frontdesk'

export function Header() {
  return (
    <header>
      <nav>
        <a href="/">Home</a> <a href="/account">Account</a>
      </nav>
      <p role="status">
        <Show when="signed-in" fallback="Signed out">
          Signed in as <Name />
        </Show>
      </p>
    </header>
  )
}

/** The server's HTML has the id. The name comes with the client. */
function Name() {
  const { userId } = useSession()
  const { data: user } = useUser()
  return user?.fullName ?? userId
}
