import { ClientProvider, Show, signInWithPassword, useSignIn, useUser } from 'frontdesk'

export const App = () => (
  <ClientProvider
    publishableKey="pk_test_Zm9vLWJhci0xMy5jbGVyay5hY2NvdW50cy5kZXYk"
    proxyUrl="http://localhost:4400"
  >
    <Show when="signed-in" fallback={<SignIn />}>
      <Account />
    </Show>
  </ClientProvider>
)

function Account() {
  const { data: user } = useUser()
  return <h1>Hello {user?.firstName}</h1>
}

function SignIn() {
  const signIn = useSignIn()
  const asAlice = { identifier: 'alice@example.com', password: 'alice-password' }
  return (
    <button type="button" onClick={() => signInWithPassword(signIn, asAlice).catch(() => {})}>
      {signIn.error?.message ?? 'Sign in'}
    </button>
  )
}
