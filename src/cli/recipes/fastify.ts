import type { Recipe } from './recipe'
import { clerkEnv, serverOptions } from './shared'

export const fastify: Recipe = {
  name: 'fastify',
  sdk: '@clerk/fastify',
  packages: ['@clerk/clerk-js'],
  envFile: '.env',
  env: clerkEnv,
  files: [
    {
      path: 'your server, before its routes; start it with node --env-file=.env',
      code: `import { clerkPlugin } from '@clerk/fastify'

// onRequest: as long as nobody has read the body, which the proxy sends on.
app.register(clerkPlugin, {
  hookName: 'onRequest',${serverOptions.slice(1)})`,
    },
  ],
}
