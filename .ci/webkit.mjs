// A provider for vitest's browser mode: WebKitGTK, by its own WebDriver, on a screen that nobody sees.
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { defineBrowserProvider } from '@vitest/browser'
import getPort from 'get-port'
import { findBrowser } from './browsers.mjs'
import { start, stopAll } from './tools.mjs'

/** What it cannot do is to click, type and take screenshots: tests do that in the page. */
export const webkit = () =>
  defineBrowserProvider({
    name: 'webkit',
    supportedBrowser: ['webkit'],
    options: {},
    providerFactory: () => ({
      name: 'webkit',
      supportsParallelism: false,
      getCommandsContext: () => ({}),
      openPage: async (_, url) => open(url),
      close: stopAll,
    }),
  })

/** @param {string} url */
async function open(url) {
  const screen = start(['Xvfb', '-displayfd', '1', '-screen', '0', '1280x1024x24'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  const [display] = await once(createInterface({ input: /** @type {any} */ (screen.stdout) }), 'line')
  const port = await getPort()
  start([(await findBrowser('webkit')) ?? '', `--port=${port}`], {
    stdio: 'ignore',
    env: { ...process.env, DISPLAY: `:${display}` },
  })
  const driver = `http://127.0.0.1:${port}`
  while (!(await fetch(`${driver}/status`).catch(() => undefined))) await sleep(50)
  const { sessionId } = await post(`${driver}/session`, { capabilities: {} })
  await post(`${driver}/session/${sessionId}/url`, { url })
}

/**
 * @param {string} url
 * @param {unknown} body
 */
async function post(url, body) {
  const response = await fetch(url, { method: 'POST', body: JSON.stringify(body) })
  const { value } = await response.json()
  if (!response.ok) throw new Error(`WebKitWebDriver: ${JSON.stringify(value)}`)
  return value
}
