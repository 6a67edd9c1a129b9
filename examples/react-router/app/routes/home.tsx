import { Show } from 'frontdesk'
import { Link } from 'react-router'

/** A page for everyone. */
export default function Home() {
  return (
    <>
      <h1>Welcome</h1>
      <Show when="signed-in" fallback={<Link to="/sign-in">Sign in</Link>}>
        <Link to="/account">Your account</Link>
      </Show>
    </>
  )
}
