import type { Recipe } from './recipe'
import { clerkEnv, scripts, scriptsEnv, viteConfig } from './shared'

export const tanstack: Recipe = {
  name: 'tanstack',
  sdk: '@clerk/tanstack-react-start',
  packages: scripts,
  envFile: '.env',
  env: (box) => ({ ...clerkEnv(box), ...scriptsEnv }),
  files: [
    {
      path: 'vite.config.ts',
      code: viteConfig(
        'tanstackStart(), react()',
        `import { tanstackStart } from '@tanstack/react-start/plugin/vite'
import react from '@vitejs/plugin-react'`,
      ),
    },
    {
      path: 'src/start.ts',
      code: `import { clerkMiddleware } from '@clerk/tanstack-react-start/server'
import { createStart } from '@tanstack/react-start'

export const startInstance = createStart(() => ({ requestMiddleware: [clerkMiddleware()] }))`,
    },
    {
      path: 'src/routes/__root.tsx',
      code: `import { ClerkProvider, OrganizationSwitcher, Show, SignInButton, UserButton } from '@clerk/tanstack-react-start'
import { createRootRoute, HeadContent, Outlet, Scripts } from '@tanstack/react-router'

export const Route = createRootRoute({ component: Root })

function Root() {
  return (
    <html lang="en">
      <head><HeadContent /></head>
      <body>
        <ClerkProvider>
          <Show when="signed-out"><SignInButton /></Show>
          <Show when="signed-in"><OrganizationSwitcher /> <UserButton /></Show>
          <Outlet />
        </ClerkProvider>
        <Scripts />
      </body>
    </html>
  )
}`,
    },
    {
      path: 'src/routes/sign-in.$.tsx, and the same with SignUp and sign-up',
      code: `import { SignIn } from '@clerk/tanstack-react-start'
import { createFileRoute } from '@tanstack/react-router'

export const Route = createFileRoute('/sign-in/$')({ component: () => <SignIn /> })`,
    },
  ],
}
