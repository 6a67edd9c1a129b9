import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'

/**
 * `variable` may name where it is, `proof` is an argument with which it starts and ends, `commands` are looked for on the PATH, and `debian` are the packages that have it.
 * `own` is what Playwright calls its own, which it can download.
 */
const browsers = {
  chromium: {
    variable: 'CHROMIUM_PATH',
    proof: '--version',
    commands: ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'chrome'],
    debian: ['chromium'],
    own: /** @type {const} */ ('chromium'),
  },
  // Chromium without a window, which starts and paints with half of the work: what Playwright's own is, too.
  shell: {
    variable: 'CHROMIUM_SHELL_PATH',
    proof: '--version',
    commands: ['chromium-headless-shell', 'headless_shell'],
    debian: ['chromium-headless-shell'],
    own: undefined,
  },
  firefox: {
    variable: 'FIREFOX_PATH',
    proof: '--version',
    commands: ['firefox-esr', 'firefox'],
    debian: ['firefox-esr'],
    own: undefined,
  },
  // Its driver, which finds the browser.
  webkit: {
    variable: 'WEBKIT_DRIVER_PATH',
    proof: '--help',
    commands: ['WebKitWebDriver'],
    debian: ['webkit2gtk-driver', 'xvfb'],
    own: undefined,
  },
}

/** @typedef {keyof typeof browsers} BrowserName */

/** What every launch of Chromium passes: no first run, no updates, no requests of its own. */
const args = [
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-quic',
  '--disable-gpu',
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
]

/** @param {BrowserName} name */
export function describeBrowser(name) {
  return browsers[name]
}

/**
 * Where a browser is: where its variable says, the system's, Playwright's own; undefined where there is none.
 * Playwright alone would look for its own only, which cannot be downloaded everywhere.
 *
 * @param {BrowserName} name
 */
export async function findBrowser(name) {
  const { variable, proof, commands, own } = browsers[name]
  const starts = (/** @type {string} */ file) => startsWith(file, proof)
  const chosen = process.env[variable]
  if (chosen) {
    if (starts(chosen)) return chosen
    throw new Error(`${variable} is ${chosen}, which is no browser that starts here.`)
  }
  const folders = (process.env.PATH ?? '').split(delimiter)
  const onPath = commands.flatMap((command) => folders.map((folder) => join(folder, command)))
  return [...onPath, ...(own ? await playwrightsOwn(own) : [])].find(starts)
}

/** Options for Playwright's `chromium.launch`: one without a window where there is one. */
export async function chromiumLaunchOptions() {
  const executablePath = (await findBrowser('shell')) ?? (await findBrowser('chromium'))
  return { args, ...(executablePath && { executablePath }) }
}

/** The same for a Chromium as a person has it: with tabs that are hidden, and settings. */
export async function desktopLaunchOptions() {
  const executablePath = await findBrowser('chromium')
  return { args, ...(executablePath && { executablePath }) }
}

/** Options for Playwright's `firefox.launch`: a Firefox as everybody has it, not the one that Playwright builds. */
export async function firefoxLaunchOptions() {
  const executablePath = await findBrowser('firefox')
  return { channel: 'moz-firefox', ...(executablePath && { executablePath }) }
}

/** @type {(file: string, argument: string) => boolean} */
function startsWith(file, argument) {
  if (!existsSync(file)) return false
  // On Windows `--version` opens a window instead of answering.
  if (process.platform === 'win32') return true
  try {
    // Ubuntu's `chromium-browser` may be a script that only says how to install it.
    execFileSync(file, [argument], { stdio: 'ignore', timeout: 20_000 })
    return true
  } catch {
    return false
  }
}

/**
 * None before packages are installed.
 * @param {'chromium'} own
 */
async function playwrightsOwn(own) {
  try {
    const playwright = await import('playwright')
    return [playwright[own].executablePath()]
  } catch {
    return []
  }
}
