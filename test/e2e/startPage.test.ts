import { resolve } from 'node:path'
import type { Browser } from 'playwright'
import type { Plugin } from 'vite'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { blocksOf, pageAt } from '../docs/pages'
import { launchBrowser } from '../support/browser'
import { type ServedApp, serveApp } from '../support/serveApp'
import { type ServedBox, startBox } from './stage'

// What a newcomer pastes, as it stands in the docs, with the policy that the docs say is enough.

const app = resolve('test/e2e/startPage/App.tsx')
const patience = { timeout: 10_000 }

let box: ServedBox
let chromium: Browser
let served: ServedApp

beforeAll(async () => {
  ;[box, chromium] = await Promise.all([startBox({}), launchBrowser()])
  const { publishableKey } = box.fapi
  const env = { VITE_CLERK_PUBLISHABLE_KEY: publishableKey, VITE_CLERK_PROXY_URL: box.url }
  served = await serveApp('test/e2e/startPage', env, new URL(box.url).hostname, [pasted(), policy(box.url)])
}, 120_000)

afterAll(async () => {
  await Promise.all([served?.close(), chromium?.close(), box?.stop()])
})

/** The page's code, where the newcomer puts it. */
function pasted(): Plugin {
  const code = blocksOf(pageAt('docs/start/vite.md'), ['tsx'])[0]!.code
  return {
    name: 'pasted',
    enforce: 'pre',
    resolveId: (id) => (id === './App' ? app : undefined),
    load: (id) => (id === app ? code : undefined),
  }
}

/** Sends the policy of the guide. */
function policy(box: string): Plugin {
  const text = /Content-Security-Policy: (.*)/.exec(pageAt('docs/guides/csp.md').text)![1]!
  const value = text.replace('https://clerk.example.com', box)
  return {
    name: 'policy',
    configurePreviewServer({ middlewares }) {
      middlewares.use((_, response, next) => {
        response.setHeader('content-security-policy', value)
        next()
      })
    },
  }
}

test('the start page signs in and out, in all tabs, and its policy forbids nothing', async () => {
  const context = await chromium.newContext()
  const faults: string[] = []
  context.on('console', (message) => message.type() === 'error' && faults.push(message.text()))
  const page = await context.newPage()
  const answer = await page.goto(served.url)
  expect(answer?.headers()['content-security-policy']).toContain(`connect-src 'self' ${box.url}`)

  await page.getByLabel('Password').fill('wrong')
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByRole('alert').waitFor(patience)
  await page.getByLabel('Password').fill('alice-password')
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByText('Hello Alice Archer').waitFor(patience)
  const other = await context.newPage()
  await other.goto(served.url)
  await other.getByText('Hello Alice Archer').waitFor(patience)
  await page.reload()
  await page.getByRole('button', { name: 'Sign out' }).click()
  for (const tab of [page, other]) await tab.getByRole('button', { name: 'Sign in' }).waitFor(patience)
  // What the box refuses, browsers show as an error by themselves.
  expect(faults.filter((fault) => !fault.startsWith('Failed to load resource'))).toEqual([])
  await context.close()
})
