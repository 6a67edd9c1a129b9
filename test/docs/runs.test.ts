import { QueryClient } from '@tanstack/react-query'
import { build } from 'esbuild'
import { createFrontdesk, getToken } from 'frontdesk/core'
import { createBrowser, generateSigningKey } from 'frontdesk/fapi'
import type { Hono } from 'hono'
import { expect, test } from 'vitest'
import { serve } from '../../src/cli/serve'
import { createFapiWithPages } from '../../src/fapi/pages/createFapiWithPages'
import { foreignKey, resign } from '../support/serverTokens'
import { blocksOf, pageAt } from './pages'

// What readers paste, run as it stands there.

/** The example of a page that has these words, as a module. */
async function load<Module>(path: string, words: string): Promise<Module> {
  const block = blocksOf(pageAt(path), ['ts']).find(({ code }) => code.includes(words))
  const stdin = { contents: block!.code, resolveDir: '.', loader: 'ts' } as const
  const how = { bundle: true, write: false, format: 'esm', platform: 'node' } as const
  const [file] = (await build({ stdin, ...how })).outputFiles
  return import(
    /* @vite-ignore */ `data:text/javascript;base64,${Buffer.from(file!.contents).toString('base64')}`
  )
}

const pageOfTheApp = 'http://localhost:5173'

async function createStage() {
  const signingKey = await generateSigningKey()
  const fapi = createFapiWithPages({ signingKey })
  const { url, close } = await serve(fapi, { port: 0, host: '127.0.0.1' })
  process.env.CLERK_FRONTEND_API = url
  process.env.ORIGINS = pageOfTheApp
  const { app } = await load<{ app: Hono }>('docs/guides/tokens.md', 'createRemoteJWKSet')
  const client = await fapi.seedClient({ users: ['alice@example.com'] })
  const { ambient } = createBrowser({ fapi, client, url: `${pageOfTheApp}/` }).openTab()
  const { publishableKey } = fapi
  const token = (await getToken(
    createFrontdesk({ publishableKey, queryClient: new QueryClient(), ambient }),
  ))!
  const ask = async (authorization?: string) => {
    const response = await app.request('/api/me', { headers: authorization ? { authorization } : {} })
    return [response.status, ((await response.json()) as { userId?: string }).userId]
  }
  return { signingKey, token, ask, close, known: [200, fapi.users[0]?.id] }
}

const refused = [401, undefined]

test('the server of the guide "Tokens for your API" knows who sends a session token, and believes no other', async () => {
  const { signingKey, token, ask, close, known } = await createStage()
  const changed = (claims: Record<string, unknown>, key = signingKey) => resign(token, claims, {}, key)
  const now = Math.floor(Date.now() / 1000)
  try {
    expect(await ask(`Bearer ${token}`)).toEqual(known)
    expect(await ask(`Bearer ${await changed({})}`)).toEqual(known)
    expect(await ask()).toEqual(refused)
    expect(await ask(token)).toEqual(refused)
    expect(await ask('Bearer nonsense')).toEqual(refused)
    expect(await ask(`Bearer ${await changed({}, await foreignKey())}`)).toEqual(refused)
    expect(await ask(`Bearer ${await changed({ exp: now - 10 })}`)).toEqual(refused)
    expect(await ask(`Bearer ${await changed({ azp: 'https://evil.example' })}`)).toEqual(refused)
    expect(await ask(`Bearer ${await changed({ azp: undefined })}`)).toEqual(refused)
    expect(await ask(`Bearer ${await changed({ sid: undefined })}`)).toEqual(refused)
    expect(await ask(`Bearer ${await changed({ sts: 'pending' })}`)).toEqual(refused)
  } finally {
    await close()
  }
})

interface CypressConfig {
  e2e: {
    setupNodeEvents(on: (event: 'task', tasks: { frontdesk(asked: unknown[]): Promise<never> }) => void): void
  }
}

test('the task of the guide "Playwright, Cypress, MSW" has a box on a port do things, and says what is refused', async () => {
  const fapi = createFapiWithPages()
  const { url, close } = await serve(fapi, { port: 0, host: '127.0.0.1' })
  process.env.FRONTDESK_URL = url
  process.env.FRONTDESK_CONTROL_SECRET = fapi.controlSecret
  try {
    const { default: config } = await load<{ default: CypressConfig }>(
      'docs/guides/playwright.md',
      "on('task'",
    )
    let task = async (_: unknown[]): Promise<unknown> => undefined
    config.e2e.setupNodeEvents((_, { frontdesk }) => {
      task = frontdesk
    })
    const client = await task(['seedClient', { users: ['alice@example.com'] }])
    expect(client).toMatchObject({ clientId: fapi.clients[0]!.id, devBrowser: fapi.devBrowsers[0]!.token })
    // Cypress refuses a task that gives nothing.
    expect(await task(['reset'])).toEqual({})
    expect(fapi.clients).toEqual([])
    await expect(task(['banUser', { id: 'nobody@example.com' }])).rejects.toThrow('nobody@example.com')
  } finally {
    delete process.env.FRONTDESK_URL
    delete process.env.FRONTDESK_CONTROL_SECRET
    await close()
  }
})
