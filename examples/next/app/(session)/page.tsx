'use client'

import { Show } from 'frontdesk'
import Link from 'next/link'

/** A page for everyone. */
export default function Home() {
  return (
    <>
      <h1>Welcome</h1>
      <Show when="signed-in" fallback={<Link href="/sign-in">Sign in</Link>}>
        <Link href="/account">Your account</Link>
      </Show>
    </>
  )
}
