import type { Recipe } from './recipe'
import { publicEnv, scripts, viteConfig } from './shared'

export const svelte: Recipe = {
  name: 'svelte',
  sdk: 'svelte-clerk',
  packages: scripts,
  envFile: '.env',
  env: (box) => ({ ...publicEnv(box), PUBLIC_CLERK_API_URL: box.url }),
  files: [
    {
      path: 'vite.config.ts',
      code: viteConfig('sveltekit()', `import { sveltekit } from '@sveltejs/kit/vite'`),
    },
    {
      path: 'src/hooks.server.ts',
      code: `import { withClerkHandler } from 'svelte-clerk/server'

export const handle = withClerkHandler()`,
    },
    {
      path: 'src/routes/+layout.server.ts',
      code: `import { buildClerkProps } from 'svelte-clerk/server'

export const load = ({ locals }) => buildClerkProps(locals.auth())`,
    },
    {
      path: 'src/routes/+layout.svelte',
      code: `<script>
  import { ClerkProvider, OrganizationSwitcher, Show, SignInButton, UserButton } from 'svelte-clerk'

  const { children } = $props()
</script>

<ClerkProvider>
  <Show when="signed-out"><SignInButton /></Show>
  <Show when="signed-in"><OrganizationSwitcher /> <UserButton /></Show>
  {@render children()}
</ClerkProvider>`,
    },
    {
      path: 'src/routes/sign-in/[...rest]/+page.svelte, and the same with SignUp for sign-up',
      code: `<script>
  import { SignIn } from 'svelte-clerk'
</script>

<SignIn />`,
    },
  ],
}
