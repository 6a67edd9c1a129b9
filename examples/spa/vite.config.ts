import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { inbox } from './components/inbox/plugin'

export default defineConfig({
  plugins: [react(), inbox(process.env.VITE_FRONTDESK_PROXY_URL, process.env.FRONTDESK_CONTROL_SECRET)],
  // `frontdesk` resolves to this package's own build, which lies outside of the app's folder.
  server: { fs: { allow: ['../..'] } },
})
