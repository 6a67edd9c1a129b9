import type { Recipe } from './recipe'
import { clerkEnv, scripts, scriptsEnv, viteConfig } from './shared'

export const reactRouter: Recipe = {
  name: 'react-router',
  sdk: '@clerk/react-router',
  packages: scripts,
  envFile: '.env.local',
  env: (box) => ({ ...clerkEnv(box), ...scriptsEnv }),
  files: [
    {
      path: 'react-router.config.ts, before React Router 8',
      code: `export default { future: { v8_middleware: true } }`,
    },
    {
      path: 'vite.config.ts',
      code: viteConfig('reactRouter()', `import { reactRouter } from '@react-router/dev/vite'`),
    },
    {
      path: 'app/root.tsx',
      code: `import { ClerkProvider, OrganizationSwitcher, Show, SignInButton, UserButton } from '@clerk/react-router'
import { clerkMiddleware, rootAuthLoader } from '@clerk/react-router/server'
import { Links, Meta, Outlet, Scripts } from 'react-router'
import type { Route } from './+types/root'

export const middleware = [clerkMiddleware()]
export const loader = (args: Route.LoaderArgs) => rootAuthLoader(args)

export default function Root({ loaderData }: Route.ComponentProps) {
  return (
    <html lang="en">
      <head><Meta /><Links /></head>
      <body>
        <ClerkProvider loaderData={loaderData}>
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
      path: 'app/routes/sign-in.tsx, and the same with SignUp for sign-up',
      code: `import { SignIn } from '@clerk/react-router'

export default function Page() {
  return <SignIn />
}`,
    },
    {
      path: 'app/routes.ts',
      code: `import { index, route } from '@react-router/dev/routes'

export default [
  index('routes/home.tsx'),
  route('sign-in/*', 'routes/sign-in.tsx'),
  route('sign-up/*', 'routes/sign-up.tsx'),
]`,
    },
  ],
}
