import * as frontdesk from 'frontdesk'
import { createRoot } from 'react-dom/client'

createRoot(document.getElementById('root')!).render(
  <pre>{JSON.stringify([import.meta.env.VITE_FRONTDESK_PROXY_URL, Object.keys(frontdesk)], null, 2)}</pre>,
)
