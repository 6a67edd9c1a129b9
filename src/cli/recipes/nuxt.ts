import type { Recipe } from './recipe'
import { proxyPath, scripts, serverEnv } from './shared'

export const nuxt: Recipe = {
  name: 'nuxt',
  sdk: '@clerk/nuxt',
  packages: [...scripts, '@clerk/backend'],
  envFile: '.env',
  env: (box) => {
    const { CLERK_SECRET_KEY, CLERK_API_URL, CLERK_FAPI_URL, CLERK_JWT_KEY } = serverEnv(box)
    return {
      NUXT_PUBLIC_CLERK_PUBLISHABLE_KEY: box.publishableKey,
      NUXT_PUBLIC_CLERK_PROXY_URL: proxyPath,
      NUXT_PUBLIC_CLERK_SIGN_IN_URL: '/sign-in',
      NUXT_PUBLIC_CLERK_SIGN_UP_URL: '/sign-up',
      NUXT_CLERK_SECRET_KEY: CLERK_SECRET_KEY,
      NUXT_CLERK_API_URL: CLERK_API_URL,
      NUXT_CLERK_JWT_KEY: CLERK_JWT_KEY,
      CLERK_FAPI_URL,
    }
  },
  files: [
    {
      path: 'nuxt.config.ts',
      code: `export default defineNuxtConfig({
  modules: ['@clerk/nuxt'],
  clerk: { skipServerMiddleware: true, telemetry: false },
})`,
    },
    {
      path: 'server/middleware/clerk.ts',
      code: `import { clerkFrontendApiProxy } from '@clerk/backend/proxy'
import { clerkMiddleware } from '@clerk/nuxt/server'

const clerk = clerkMiddleware()

export default defineEventHandler((event) => {
  if (!event.path.startsWith('${proxyPath}/')) return clerk(event)
  return clerkFrontendApiProxy(toWebRequest(event), {
    publishableKey: process.env.NUXT_PUBLIC_CLERK_PUBLISHABLE_KEY,
    secretKey: process.env.NUXT_CLERK_SECRET_KEY,
    fapiUrl: process.env.CLERK_FAPI_URL,
  })
})`,
    },
    {
      path: 'app/app.vue',
      code: `<template>
  <Show when="signed-out"><SignInButton /></Show>
  <Show when="signed-in"><OrganizationSwitcher /> <UserButton /></Show>
  <NuxtPage />
</template>`,
    },
    {
      // By paths it would come back: Nuxt leaves a page a moment later than Clerk's component thinks.
      path: 'app/pages/sign-in.vue, and the same with SignUp for sign-up',
      code: `<template><SignIn routing="hash" /></template>`,
    },
  ],
}
