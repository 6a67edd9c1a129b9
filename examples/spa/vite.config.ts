import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

export default defineConfig({
  plugins: [react()],
  // `frontdesk` resolves to this package's own build, which lies outside of the app's folder.
  server: { fs: { allow: ['../..'] } },
})
