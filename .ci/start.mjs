// `npm start`: the box and the demo app, until Ctrl-C. `--built`: out of the dist that is there.
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { installPackages } from './install.mjs'
import { run, start, stopAll } from './tools.mjs'

let stopping = false
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => stop(0))

try {
  await installPackages()
  if (!process.argv.includes('--built')) await build()
  const box = await startBox()
  const demoUrl = await startDemo(box)
  if (!stopping) console.log(welcome(demoUrl, box))
} catch (error) {
  await stop(1, error instanceof Error ? error.message : String(error))
}

async function build() {
  console.log('Building …')
  if (!(await run(['tsup'], { quiet: true }))) throw new Error('The build failed.')
}

/**
 * @typedef {{ url: string, publishableKey: string, controlSecret: string, inspectorUrl: string, users: { identifier: string, password?: string }[] }} Box
 * @returns {Promise<Box>} the first line that the box prints
 */
async function startBox() {
  const port = await freePort(4400)
  const child = start(
    [
      process.execPath,
      'dist/bin.js',
      'dev',
      '--json',
      '--port',
      `${port}`,
      '--seed',
      'examples/spa/people.json',
      '--client-trust',
    ],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  )
  stopWith(child, 'The box')
  if (!child.stdout) throw new Error('The box prints nowhere.')
  const lines = createInterface({ input: child.stdout })
  return new Promise((resolve, reject) => {
    lines.once('line', (line) => {
      lines.on('line', (line) => console.log(line))
      try {
        resolve(JSON.parse(line))
      } catch {
        reject(new Error(`The box should print JSON first, but printed: ${line}`))
      }
    })
  })
}

/** @param {Box} box */
async function startDemo({ url, publishableKey, controlSecret }) {
  // The box's own host name: to a browser localhost and 127.0.0.1 are different sites, which keep cookies apart.
  const { hostname } = new URL(url)
  const port = await freePort(5173)
  const place = ['--host', hostname, '--port', `${port}`, '--strictPort']
  const child = start(['vite', 'examples/spa', ...place, '--logLevel', 'warn', '--clearScreen', 'false'], {
    stdio: ['ignore', 'inherit', 'inherit'],
    env: {
      ...process.env,
      VITE_FRONTDESK_PUBLISHABLE_KEY: publishableKey,
      VITE_FRONTDESK_PROXY_URL: url,
      // Not with VITE_ in front, which would put it into the page.
      FRONTDESK_CONTROL_SECRET: controlSecret,
    },
  })
  stopWith(child, 'The demo app')
  const demoUrl = `http://${hostname}:${port}`
  while (!stopping && !(await answers(demoUrl))) await sleep(100)
  return demoUrl
}

/**
 * The first free port from `first` on.
 * @param {number} first
 */
async function freePort(first) {
  // Not above: this script is what installs it.
  const { default: getPort, portNumbers } = await import('get-port')
  return getPort({ port: portNumbers(first, first + 99) })
}

/** @param {string} url */
async function answers(url) {
  return fetch(url).then(
    (response) => response.ok,
    () => false,
  )
}

/** @type {(demoUrl: string, box: Box) => string} */
function welcome(demoUrl, { inspectorUrl, users }) {
  const width = Math.max(...users.map(({ identifier }) => identifier.length))
  return `
  Demo    ${demoUrl}
  Box     ${inspectorUrl}
          for development only: it holds no real account; whoever has this address controls it

  Sign in as
${users.map(({ identifier, password }) => `    ${identifier.padEnd(width)}   ${password ? `password: ${password}` : 'no password: the demo says how'}`).join('\n')}

  Ctrl-C ends both.
`
}

/** @type {(child: import('node:child_process').ChildProcess, name: string) => void} */
function stopWith(child, name) {
  child.once('error', (error) => stop(1, `${name} could not start: ${error.message}`))
  child.once('exit', (code, signal) => stop(1, `${name} ended by itself (${signal ?? `exit code ${code}`}).`))
}

/** @type {(exitCode: number, message?: string) => Promise<void>} */
async function stop(exitCode, message) {
  if (stopping) return
  stopping = true
  if (message) console.error(message)
  await stopAll()
  process.exit(exitCode)
}
