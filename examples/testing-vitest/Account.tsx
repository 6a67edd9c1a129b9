import {
  ClientDegraded,
  ClientFailed,
  ClientLoading,
  formErrors,
  Show,
  useSessions,
  useSetActive,
  useSignIn,
  useSignOut,
  useUser,
} from 'frontdesk'

export function Account() {
  return (
    <>
      <ClientLoading>One moment…</ClientLoading>
      <ClientFailed>Something is wrong on our side.</ClientFailed>
      <ClientDegraded>You are offline.</ClientDegraded>
      <Show when="signed-in" fallback={<SignIn />}>
        <SignedIn />
      </Show>
    </>
  )
}

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

function SignIn() {
  const { create, error, isPending } = useSignIn()
  const { global, retryAfter } = formErrors(error)
  const signIn = (form: FormData) =>
    create({ identifier: String(form.get('identifier')), password: String(form.get('password')) })
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        signIn(new FormData(event.currentTarget)).catch(() => {})
      }}
    >
      <input name="identifier" aria-label="E-mail" />
      <input name="password" aria-label="Password" type="password" />
      <button type="submit" disabled={isPending}>
        Sign in
      </button>
      {global.map(({ code, message }) => (
        <p key={code} role="alert">
          {retryAfter ? `Try again in ${retryAfter} s.` : message}
        </p>
      ))}
    </form>
  )
}
