import type { Recipe } from './recipe'
import { clerkEnv } from './shared'

export const express: Recipe = {
  name: 'express',
  sdk: '@clerk/express',
  packages: ['@clerk/clerk-js'],
  envFile: '.env',
  env: clerkEnv,
  files: [
    {
      path: 'your server, before its routes; start it with node --env-file=.env',
      code: `import { clerkMiddleware } from '@clerk/express'

app.use(clerkMiddleware({ frontendApiProxy: { enabled: true } }))`,
    },
  ],
}
