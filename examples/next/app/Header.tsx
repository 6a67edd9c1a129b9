'use client'

import { Show, useSession, useUser } from 'frontdesk'
import Link from 'next/link'

export function Header() {
  return (
    <header>
      <nav>
        <Link href="/">Home</Link> <Link href="/about">About</Link> <Link href="/account">Account</Link>
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
