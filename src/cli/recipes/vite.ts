import type { Recipe } from './recipe'
import { scripts, viteConfig, viteEnv } from './shared'

export const vite: Recipe = {
  name: 'vite',
  sdk: '@clerk/react',
  packages: scripts,
  envFile: '.env.local',
  env: viteEnv,
  files: [
    {
      path: 'vite.config.ts',
      code: viteConfig('react()', `import react from '@vitejs/plugin-react'`),
    },
    {
      path: 'src/main.tsx',
      code: `import { ClerkProvider, OrganizationSwitcher, Show, SignInButton, UserButton } from '@clerk/react'
import { createRoot } from 'react-dom/client'

const { VITE_CLERK_PUBLISHABLE_KEY, VITE_CLERK_PROXY_URL } = import.meta.env

createRoot(document.getElementById('root')!).render(
  <ClerkProvider publishableKey={VITE_CLERK_PUBLISHABLE_KEY} proxyUrl={VITE_CLERK_PROXY_URL} telemetry={false}>
    <Show when="signed-out"><SignInButton mode="modal" /></Show>
    <Show when="signed-in"><OrganizationSwitcher /> <UserButton /></Show>
  </ClerkProvider>,
)`,
    },
  ],
}
