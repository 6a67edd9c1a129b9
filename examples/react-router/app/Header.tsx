import { Show, useSession, useUser } from 'frontdesk'
import { Link } from 'react-router'

export function Header() {
  return (
    <header>
      <nav>
        <Link to="/">Home</Link> <Link to="/account">Account</Link>
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
