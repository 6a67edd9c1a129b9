import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'

const commands = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'chrome']

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

/**
 * Where a Chromium is: `CHROMIUM_PATH`, the system's, Playwright's own; undefined where there is none. Playwright
 * alone would look for its own only, which cannot be downloaded everywhere.
 */
export async function findChromium() {
  const chosen = process.env.CHROMIUM_PATH
  if (chosen) {
    if (starts(chosen)) return chosen
    throw new Error(`CHROMIUM_PATH is ${chosen}, which is no Chromium that starts here.`)
  }
  const folders = (process.env.PATH ?? '').split(delimiter)
  const onPath = commands.flatMap((command) => folders.map((folder) => join(folder, command)))
  return [...onPath, ...(await playwrightsOwn())].find(starts)
}

/** Options for Playwright's `chromium.launch`. */
export async function chromiumLaunchOptions() {
  const executablePath = await findChromium()
  return { args, ...(executablePath && { executablePath }) }
}

/** @param {string} file */
function starts(file) {
  if (!existsSync(file)) return false
  // On Windows `--version` opens a window instead of answering.
  if (process.platform === 'win32') return true
  try {
    // Ubuntu's `chromium-browser` may be a script that only says how to install it.
    execFileSync(file, ['--version'], { stdio: 'ignore', timeout: 20_000 })
    return true
  } catch {
    return false
  }
}

/** None before packages are installed. */
async function playwrightsOwn() {
  try {
    const { chromium } = await import('playwright')
    return [chromium.executablePath()]
  } catch {
    return []
  }
}
