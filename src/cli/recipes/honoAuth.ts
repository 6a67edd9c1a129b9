import type { Recipe } from './recipe'
import { clerkEnv, proxyPath } from './shared'

export const honoAuth: Recipe = {
  name: 'hono-auth',
  sdk: '@hono/clerk-auth',
  packages: ['@clerk/backend', '@clerk/clerk-js'],
  envFile: '.env',
  env: clerkEnv,
  note: '@hono/clerk-auth itself says to use @clerk/hono instead: frontdesk dev --for hono',
  files: [
    {
      path: 'your server, before its routes; start it with node --env-file=.env',
      code: `import { clerkFrontendApiProxy } from '@clerk/backend/proxy'
import { clerkMiddleware } from '@hono/clerk-auth'

app.all('${proxyPath}/*', (c) => clerkFrontendApiProxy(c.req.raw))
app.use((c, next) => clerkMiddleware({
  publishableKey: process.env.CLERK_PUBLISHABLE_KEY,
  secretKey: process.env.CLERK_SECRET_KEY,
  proxyUrl: new URL(process.env.CLERK_PROXY_URL, c.req.url).href,
  signInUrl: process.env.CLERK_SIGN_IN_URL,
  signUpUrl: process.env.CLERK_SIGN_UP_URL,
  apiUrl: process.env.CLERK_API_URL,
  jwtKey: process.env.CLERK_JWT_KEY,
})(c, next))`,
    },
  ],
}
