'use client'

import { Show, useSession, useSessions, useSetActive, useSignOut } from 'frontdesk'
import Link from 'next/link'

export function Accounts() {
  const { sessionId } = useSession()
  const { data: sessions = [] } = useSessions()
  const { mutate: setActive } = useSetActive()
  const { mutate: signOut } = useSignOut()
  return (
    <Show when="signed-in" fallback={<Link href="/sign-in">Sign in</Link>}>
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
      <Link href="/sign-in">Add an account</Link>
    </Show>
  )
}
