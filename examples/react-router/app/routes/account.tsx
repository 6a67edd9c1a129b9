import { Show, useFrontdesk, useSession, useSessions, useSetActive, useSignOut } from 'frontdesk'
import { getToken, onIdentityChange } from 'frontdesk/core'
import { useEffect } from 'react'
import { Link, useRevalidator } from 'react-router'
import { requireUser } from '../frontdesk.server'
import type { Route } from './+types/account'

/** For who is signed in. */
export function loader(args: Route.LoaderArgs) {
  const { userId } = requireUser(args)
  return { userId }
}

export default function Account({ loaderData }: Route.ComponentProps) {
  const { userId } = useSession()
  useRevalidation()
  return (
    <>
      <h1>Account</h1>
      <Show when="signed-in" fallback={<Link to="/sign-in">Sign in</Link>}>
        {/* Until the loader has answered for another account, what it said of the former one is not shown. */}
        <p>The server says: {loaderData.userId === userId ? loaderData.userId : '…'}</p>
        <Accounts />
      </Show>
    </>
  )
}

/** Runs the loaders again when another account is shown, or none. */
function useRevalidation() {
  const frontdesk = useFrontdesk()
  const { revalidate } = useRevalidator()
  useEffect(
    () =>
      onIdentityChange(frontdesk, async () => {
        // With it comes the cookie that the server reads.
        await getToken(frontdesk).catch(() => null)
        await revalidate()
      }),
    [frontdesk, revalidate],
  )
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
      <Link to="/sign-in">Add an account</Link>
    </>
  )
}
