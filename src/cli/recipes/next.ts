import type { Recipe } from './recipe'
import { proxyPath, scripts, serverEnv } from './shared'

export const next: Recipe = {
  name: 'next',
  sdk: '@clerk/nextjs',
  packages: scripts,
  envFile: '.env.local',
  env: (box) => ({
    NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY: box.publishableKey,
    NEXT_PUBLIC_CLERK_PROXY_URL: proxyPath,
    NEXT_PUBLIC_CLERK_SIGN_IN_URL: '/sign-in',
    NEXT_PUBLIC_CLERK_SIGN_UP_URL: '/sign-up',
    NEXT_PUBLIC_CLERK_TELEMETRY_DISABLED: '1',
    ...serverEnv(box),
  }),
  files: [
    {
      path: 'proxy.ts (middleware.ts before Next.js 16)',
      code: `import { clerkMiddleware } from '@clerk/nextjs/server'

export default clerkMiddleware({ frontendApiProxy: { enabled: true } })

export const config = { matcher: ['/((?!_next|.*\\\\.).*)', '/(api|__clerk)/(.*)'] }`,
    },
    {
      path: 'app/layout.tsx',
      code: `import { ClerkProvider, OrganizationSwitcher, Show, SignInButton, UserButton } from '@clerk/nextjs'
import { type ReactNode, Suspense } from 'react'

export default function Layout({ children }: { children: ReactNode }) {
  return (
    <html lang="en">
      <body>
        <Suspense>
          <ClerkProvider>
            <Show when="signed-out"><SignInButton /></Show>
            <Show when="signed-in"><OrganizationSwitcher /> <UserButton /></Show>
            {children}
          </ClerkProvider>
        </Suspense>
      </body>
    </html>
  )
}`,
    },
    {
      path: 'app/sign-in/[[...sign-in]]/page.tsx, and the same with SignUp for sign-up',
      code: `import { SignIn } from '@clerk/nextjs'

export default function Page() {
  return <SignIn />
}`,
    },
  ],
}
