import type { Recipe } from './recipe'

export const extension: Recipe = {
  name: 'extension',
  sdk: '@clerk/chrome-extension',
  packages: [],
  envFile: '.env.local',
  env: (box) => ({
    VITE_CLERK_PUBLISHABLE_KEY: box.publishableKey,
    VITE_CLERK_FAPI_URL: box.url,
  }),
  note: `Give the box --origin chrome-extension://<id>, with the id that chrome://extensions shows. The SDK takes no other address
than that of the key, over HTTPS: src/box.ts sends on what it asks for. A box that is not on localhost stands in host_permissions by
its own address. Sync Host was not tried.`,
  files: [
    {
      path: 'manifest.json, in it',
      code: `"permissions": ["storage"],
"host_permissions": ["http://localhost/*"],`,
    },
    {
      path: 'src/box.ts, for development',
      code: `const { VITE_CLERK_PUBLISHABLE_KEY, VITE_CLERK_FAPI_URL } = import.meta.env
const host = atob(VITE_CLERK_PUBLISHABLE_KEY.split('_')[2]).slice(0, -1)
const { fetch } = globalThis

globalThis.fetch = (input, init) => {
  const isClerk = \`\${input}\`.startsWith(\`https://\${host}/\`)
  return fetch(isClerk ? \`\${input}\`.replace(\`https://\${host}\`, VITE_CLERK_FAPI_URL) : input, init)
}`,
    },
    {
      path: 'src/popup.tsx',
      code: `import './box'
import { ClerkProvider, OrganizationSwitcher, Show, SignInButton, UserButton } from '@clerk/chrome-extension'
import { createRoot } from 'react-dom/client'

const here = chrome.runtime.getURL('popup.html')

createRoot(document.getElementById('root')!).render(
  <ClerkProvider
    publishableKey={import.meta.env.VITE_CLERK_PUBLISHABLE_KEY}
    telemetry={false}
    afterSignOutUrl={here}
    signInFallbackRedirectUrl={here}
    signUpFallbackRedirectUrl={here}
  >
    <Show when="signed-out"><SignInButton mode="modal" /></Show>
    <Show when="signed-in"><OrganizationSwitcher /> <UserButton /></Show>
  </ClerkProvider>,
)`,
    },
  ],
}
