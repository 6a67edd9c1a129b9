import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import App from './App'

// As `npm create vite` has it.
createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <App />
  </StrictMode>,
)
