import { ClientProvider, Show, useSignOut, useUser } from 'frontdesk'

function Name() {
  const { data: user } = useUser()
  const { mutate: signOut } = useSignOut()
  signOut()
  return user?.firstName
}

export const App = () => (
  <ClientProvider publishableKey="pk_test_">
    <Show when="signed-in" fallback={null}>
      <Name />
    </Show>
  </ClientProvider>
)
