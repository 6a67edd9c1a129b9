import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

export default defineConfig({
  plugins: [react()],
  build: {
    outDir: 'dist/client',
    // Tells the server what the browser's files are called.
    manifest: true,
    rolldownOptions: { input: 'src/client.tsx' },
  },
})
