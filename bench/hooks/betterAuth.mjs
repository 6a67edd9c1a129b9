import { createRequire } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { getRequestListener } from '@hono/node-server'

/**
 * better-auth's own server, with everything in memory and one user.
 * @param {object} options
 * @param {string} options.folder where it is installed
 * @param {string} options.url the origin it is reached at
 * @param {{ email: string, password: string, name: string }} options.user
 * @returns {Promise<import('node:http').RequestListener>}
 */
export async function createAuthServer({ folder, url, user }) {
  const { resolve } = createRequire(join(folder, 'package.json'))
  const load = (/** @type {string} */ name) => import(pathToFileURL(resolve(name)).href)
  const { betterAuth } = await load('better-auth')
  const { memoryAdapter } = await load('better-auth/adapters/memory')
  const { multiSession } = await load('better-auth/plugins')
  const auth = betterAuth({
    baseURL: url,
    secret: 'a secret of this benchmark, and of no use elsewhere',
    database: memoryAdapter({ user: [], session: [], account: [], verification: [] }),
    emailAndPassword: { enabled: true },
    plugins: [multiSession()],
    // Every round signs in.
    rateLimit: { enabled: false },
  })
  await auth.api.signUpEmail({ body: user })
  return getRequestListener((request) => auth.handler(request))
}
