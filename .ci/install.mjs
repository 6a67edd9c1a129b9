import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describeBrowser, findBrowser } from './browsers.mjs'
import { run } from './tools.mjs'

/**
 * Runs `npm ci`, unless all of package-lock.json is there: it takes a while, and needs the network.
 * @param {string} [cwd] a folder with a lock file of its own
 */
export async function installPackages(cwd = '.') {
  if (packagesAreThere(cwd)) return
  console.log(`Installing packages${cwd === '.' ? '' : ` of ${cwd}`} (npm ci) …`)
  if (!(await run(['npm', 'ci', '--no-audit', '--no-fund'], { quiet: true, cwd })))
    throw new Error('npm ci failed.')
}

/**
 * Makes sure that there is a browser, and tells the tests where.
 * @param {import('./browsers.mjs').BrowserName} name
 */
export async function installBrowser(name) {
  const found = (await findBrowser(name)) ?? (await fetchBrowser(name))
  if (!found) {
    const { variable } = describeBrowser(name)
    throw new Error(`No ${name} could be found or installed. Install one, or set ${variable} to it.`)
  }
  process.env[describeBrowser(name).variable] = found
  // Tests run without it, too, and take longer.
  if (name === 'chromium' && !(await findBrowser('shell'))) await fetchBrowser('shell')
}

/** @param {string} folder */
function packagesAreThere(folder) {
  // npm writes this record last, so without it an installation was cut short.
  const record = join(folder, 'node_modules/.package-lock.json')
  if (!existsSync(record)) return false
  const installed = readPackages(record)
  return Object.entries(readPackages(join(folder, 'package-lock.json'))).every(
    ([path, { version, optional }]) =>
      path === '' || (path in installed ? installed[path]?.version === version : optional),
  )
}

/**
 * @param {string} lockFile
 * @returns {Record<string, { version: string, optional?: boolean }>}
 */
function readPackages(lockFile) {
  return JSON.parse(readFileSync(lockFile, 'utf8')).packages
}

/**
 * @param {import('./browsers.mjs').BrowserName} name
 * @returns {Promise<string | undefined>} where it is now; undefined where it cannot be had
 */
async function fetchBrowser(name) {
  const { own, debian } = describeBrowser(name)
  if (own) {
    console.log(`No ${name} found. Running: npx playwright install ${own}`)
    await run(['playwright', 'install', own], { timeout: 300_000 })
    const downloaded = await findBrowser(name)
    if (downloaded) return downloaded
  }
  // Where Playwright's browsers cannot be downloaded, packages of the system often can.
  if (existsSync('/etc/debian_version') && process.getuid?.() === 0) {
    const install = ['apt-get', 'install', '-y', '--no-install-recommends', ...debian]
    console.log(`Running: apt-get update && ${install.join(' ')}`)
    if (await run(['apt-get', 'update'], { quiet: true })) await run(install, { quiet: true })
  }
  return findBrowser(name)
}
