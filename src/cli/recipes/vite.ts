import type { Recipe } from './recipe'
import { proxyPath, scripts, viteProxy } from './shared'

export const vite: Recipe = {
  name: 'vite',
  sdk: '@clerk/react',
  scripts,
  envFile: '.env.local',
  env: (box) => ({
    VITE_CLERK_PUBLISHABLE_KEY: box.publishableKey,
    VITE_CLERK_PROXY_URL: proxyPath,
    CLERK_SECRET_KEY: box.secretKey,
    CLERK_FAPI_URL: box.url,
  }),
  files: [
    {
      path: 'vite.config.ts',
      code: `import react from '@vitejs/plugin-react'
import { defineConfig, loadEnv } from 'vite'

const env = loadEnv('development', import.meta.dirname, '')

export default defineConfig({
  plugins: [react()],
  server: {
    proxy: ${viteProxy.replaceAll('\n', '\n    ')},
  },
})`,
    },
    {
      path: 'src/main.tsx',
      code: `import { ClerkProvider, OrganizationSwitcher, Show, SignInButton, UserButton } from '@clerk/react'
import { createRoot } from 'react-dom/client'

const { VITE_CLERK_PUBLISHABLE_KEY, VITE_CLERK_PROXY_URL } = import.meta.env

createRoot(document.getElementById('root')!).render(
  <ClerkProvider publishableKey={VITE_CLERK_PUBLISHABLE_KEY} proxyUrl={VITE_CLERK_PROXY_URL}>
    <Show when="signed-out"><SignInButton mode="modal" /></Show>
    <Show when="signed-in"><OrganizationSwitcher /> <UserButton /></Show>
  </ClerkProvider>,
)`,
    },
  ],
}
