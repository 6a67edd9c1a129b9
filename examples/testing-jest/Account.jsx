import { ClientFailed, ClientLoading, Show, useSignOut, useUser } from 'frontdesk'

export function Account() {
  const { data: user } = useUser()
  const { mutate: signOut } = useSignOut()
  return (
    <>
      <ClientLoading>One moment…</ClientLoading>
      <ClientFailed>Something is wrong on our side.</ClientFailed>
      <Show when="signed-in" fallback={<p>Nobody is here.</p>}>
        <h1>Hello {user?.firstName}</h1>
        <button type="button" onClick={() => signOut()}>
          Sign out
        </button>
      </Show>
    </>
  )
}
