import { ClientProvider, useSignOutAll, useUser } from 'frontdesk'
import { startPage } from './page'

const { publishableKey, url } = window.box

startPage({
  Provider: ({ children }) => (
    <ClientProvider publishableKey={publishableKey} proxyUrl={url}>
      {children}
    </ClientProvider>
  ),
  useName() {
    const { data: user } = useUser()
    return user ? user.firstName : user
  },
  useSignOut() {
    const { mutateAsync } = useSignOutAll()
    return () => mutateAsync({})
  },
})
