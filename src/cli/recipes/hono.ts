import type { Recipe } from './recipe'
import { clerkEnv, serverOptions } from './shared'

export const hono: Recipe = {
  name: 'hono',
  sdk: '@clerk/hono',
  packages: ['@clerk/clerk-js'],
  envFile: '.env',
  env: clerkEnv,
  files: [
    {
      path: 'your server, before its routes; start it with node --env-file=.env',
      code: `import { clerkMiddleware } from '@clerk/hono'

app.use(clerkMiddleware(${serverOptions}))`,
    },
  ],
}
