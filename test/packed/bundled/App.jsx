'use client'
import { ClientProvider, Show, useSignIn, useSignOut, useUser } from 'frontdesk'
import { useEffect, useState } from 'react'

function SignIn() {
  const { create } = useSignIn()
  const signIn = () => create({ identifier: 'alice@example.com', password: 'alice-password' })
  return (
    <button type="button" onClick={signIn}>
      Sign in
    </button>
  )
}

function Account() {
  const { data: user } = useUser()
  const { mutate: signOut } = useSignOut()
  return (
    <button type="button" onClick={() => signOut()}>
      Sign out {user?.firstName}
    </button>
  )
}

/** Which box it talks to stands in the page's address. */
export function App() {
  const [options, setOptions] = useState()
  useEffect(() => setOptions(Object.fromEntries(new URLSearchParams(location.search))), [])
  return (
    options && (
      <ClientProvider {...options}>
        <Show when="signed-in" fallback={<SignIn />}>
          <Account />
        </Show>
      </ClientProvider>
    )
  )
}
