import { ClientProvider } from 'frontdesk'
import { createRoot } from 'react-dom/client'
import { Account } from './Account'

const { VITE_CLERK_PUBLISHABLE_KEY, VITE_CLERK_PROXY_URL } = import.meta.env

createRoot(document.getElementById('root')!).render(
  <ClientProvider publishableKey={VITE_CLERK_PUBLISHABLE_KEY} proxyUrl={VITE_CLERK_PROXY_URL}>
    <Account />
  </ClientProvider>,
)
