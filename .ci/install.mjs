import { existsSync, readFileSync } from 'node:fs'
import { findChromium } from './chromium.mjs'
import { run } from './tools.mjs'

/** Runs `npm ci`, unless all of package-lock.json is there: it takes a while, and needs the network. */
export async function installPackages() {
  if (packagesAreThere()) return
  console.log('Installing packages (npm ci) …')
  if (!(await run(['npm', 'ci', '--no-audit', '--no-fund'], { quiet: true })))
    throw new Error('npm ci failed.')
}

/** Makes sure that there is a Chromium, and tells the tests where. */
export async function installChromium() {
  process.env.CHROMIUM_PATH = (await findChromium()) ?? (await fetchChromium())
}

function packagesAreThere() {
  // npm writes this record last, so without it an installation was cut short.
  const record = 'node_modules/.package-lock.json'
  if (!existsSync(record)) return false
  const installed = readPackages(record)
  return Object.entries(readPackages('package-lock.json')).every(
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

async function fetchChromium() {
  console.log('No Chromium found. Running: npx playwright install chromium')
  await run(['playwright', 'install', 'chromium'], { timeout: 300_000 })
  return (await findChromium()) ?? (await fetchDebiansChromium())
}

/** Where Playwright's browsers cannot be downloaded, packages of the system often can. */
async function fetchDebiansChromium() {
  if (existsSync('/etc/debian_version') && process.getuid?.() === 0) {
    const install = ['apt-get', 'install', '-y', '--no-install-recommends', 'chromium']
    console.log(`That gave none. Running: apt-get update && ${install.join(' ')}`)
    if (await run(['apt-get', 'update'], { quiet: true })) await run(install, { quiet: true })
  }
  const installed = await findChromium()
  if (installed) return installed
  throw new Error('No Chromium could be found or installed. Install one, or set CHROMIUM_PATH to it.')
}
