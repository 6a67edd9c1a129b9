import { ClientProvider } from 'frontdesk'
import { FrontdeskDevtools } from 'frontdesk/devtools'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './App'
import { ErrorBoundary } from './components/ErrorBoundary'
import { loggedFetch } from './requestLog'
import './styles/index.css'

const { VITE_FRONTDESK_PUBLISHABLE_KEY: publishableKey = '', VITE_FRONTDESK_PROXY_URL: proxyUrl } =
  import.meta.env

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <ErrorBoundary>
      <ClientProvider publishableKey={publishableKey} proxyUrl={proxyUrl} ambient={{ fetch: loggedFetch }}>
        <App />
        <FrontdeskDevtools />
      </ClientProvider>
    </ErrorBoundary>
  </StrictMode>,
)
