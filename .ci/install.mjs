import { existsSync, readFileSync } from 'node:fs'
import { findChromium } from './chromium.mjs'
import { run } from './tools.mjs'

/** Installs the packages of package-lock.json unless every one of them is there, at its version. */
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
  const record = 'node_modules/.package-lock.json'
  // npm writes this record last, so without it an installation was cut short.
  if (!existsSync(record)) return false
  const wanted = Object.entries(readJson('package-lock.json').packages).filter(([path]) => path !== '')
  const installed = readJson(record).packages
  return (
    wanted.every(([path, { version, optional }]) =>
      path in installed ? installed[path].version === version : optional,
    ) && Object.entries(installed).every(([path, entry]) => isForHere(entry) && isIntact(path, entry))
  )
}

/** @param {{ os?: string[], cpu?: string[] }} entry */
function isForHere({ os, cpu }) {
  return (os?.includes(process.platform) ?? true) && (cpu?.includes(process.arch) ?? true)
}

/** @type {(path: string, entry: { version: string }) => boolean} */
function isIntact(path, { version }) {
  const manifest = `${path}/package.json`
  return existsSync(manifest) && readJson(manifest).version === version
}

/** @param {string} file */
const readJson = (file) => JSON.parse(readFileSync(file, 'utf8'))

async function fetchChromium() {
  console.log('No Chromium found. Running: npx playwright install chromium')
  await run(['playwright', 'install', 'chromium'], { timeout: 300_000 })
  const downloaded = await findChromium()
  if (downloaded) return downloaded

  if (existsSync('/etc/debian_version') && process.getuid?.() === 0) {
    const install = ['apt-get', 'install', '-y', '--no-install-recommends', 'chromium']
    console.log(`That gave none. Running: apt-get update && ${install.join(' ')}`)
    const done = (await run(['apt-get', 'update'], { quiet: true })) && (await run(install, { quiet: true }))
    const installed = done && (await findChromium())
    if (installed) return installed
  }
  throw new Error('No Chromium could be found or installed. Install one, or set CHROMIUM_PATH to it.')
}
