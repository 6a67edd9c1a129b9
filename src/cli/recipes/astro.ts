import type { Recipe } from './recipe'
import { indented, publicEnv, scripts, viteProxy } from './shared'

export const astro: Recipe = {
  name: 'astro',
  sdk: '@clerk/astro',
  packages: scripts,
  envFile: '.env',
  env: publicEnv,
  files: [
    {
      path: 'astro.config.mjs',
      code: `import node from '@astrojs/node'
import clerk from '@clerk/astro'
import { defineConfig } from 'astro/config'
import { loadEnv } from 'vite'

const env = loadEnv('development', import.meta.dirname, '')

export default defineConfig({
  adapter: node({ mode: 'standalone' }),
  integrations: [clerk()],
  output: 'server',
  vite: {
    server: {
      proxy: ${indented(viteProxy, 6)},
    },
  },
})`,
    },
    {
      path: 'src/middleware.ts',
      code: `import { clerkMiddleware } from '@clerk/astro/server'

export const onRequest = clerkMiddleware()`,
    },
    {
      path: 'src/layouts/Layout.astro',
      code: `---
import { OrganizationSwitcher, Show, SignInButton, UserButton } from '@clerk/astro/components'
---
<html lang="en">
  <head><title>App</title></head>
  <body>
    <Show when="signed-out"><SignInButton /></Show>
    <Show when="signed-in"><OrganizationSwitcher /> <UserButton /></Show>
    <slot />
  </body>
</html>`,
    },
    {
      path: 'src/pages/sign-in/[...rest].astro, and the same with SignUp for sign-up',
      code: `---
import { SignIn } from '@clerk/astro/components'
import Layout from '../../layouts/Layout.astro'
---
<Layout><SignIn /></Layout>`,
    },
  ],
}
