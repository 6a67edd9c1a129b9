import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { ClientProvider } from 'frontdesk'
import { Account } from './Account'

const queryClient = new QueryClient()

/** The app as it is: nothing in it knows of tests. */
export const App = () => (
  <QueryClientProvider client={queryClient}>
    <ClientProvider publishableKey="pk_live_Y2xlcmsuZXhhbXBsZS5jb20k">
      <Account />
    </ClientProvider>
  </QueryClientProvider>
)
