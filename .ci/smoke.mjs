// Uses what was built as a native app would, on the Node that runs this: its version is the one argument.
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { QueryClient } from '@tanstack/react-query'
import { ClientProvider } from 'frontdesk'
import { createFrontdesk, createSignIn, getClient, getToken, nativeScheme } from 'frontdesk/core'
import { createFapi } from 'frontdesk/fapi'

const folder = mkdtempSync(join(tmpdir(), 'frontdesk-'))
const state = join(folder, 'state.json')

/**
 * Runs `frontdesk dev` while it is used; `use` gets the line that it prints.
 * @type {(port: string, use: (box: any) => Promise<string>) => Promise<string>}
 */
async function withBox(port, use) {
  const child = spawn(process.execPath, ['dist/bin.js', 'dev', '--json', '--port', port, '--state', state], {
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  const [line] = await once(createInterface({ input: child.stdout }), 'line')
  try {
    return await use(JSON.parse(line))
  } finally {
    child.kill()
    const [code] = await once(child, 'exit')
    assert.equal(code, 0)
  }
}

/** A page load of one and the same app. */
const items = new Map()
function open(/** @type {{ publishableKey: string, url: string }} */ { publishableKey, url }) {
  const storage = {
    getItem: async (/** @type {string} */ key) => items.get(key) ?? null,
    setItem: async (/** @type {string} */ key, /** @type {string} */ value) => void items.set(key, value),
    removeItem: async (/** @type {string} */ key) => void items.delete(key),
  }
  const queryClient = new QueryClient()
  return createFrontdesk({ publishableKey, proxyUrl: url, queryClient, scheme: nativeScheme({ storage }) })
}

try {
  assert.equal(process.versions.node, process.argv[2])
  assert.equal(typeof ClientProvider, 'function')
  assert.equal(createFapi().users.length, 3)
  const port = await withBox('0', async (box) => {
    const app = open(box)
    await createSignIn(app, box.users[0])
    assert.ok(await getToken(app))
    assert.ok((await fetch(box.url)).ok)
    return new URL(box.url).port
  })
  await withBox(port, async (box) => {
    const client = await getClient(open(box))
    assert.equal(client?.sessions.length, 1)
    return port
  })
  console.log(`Works on Node ${process.version}.`)
} finally {
  rmSync(folder, { recursive: true })
}
// Timers of the library would keep the process for minutes.
process.exit()
