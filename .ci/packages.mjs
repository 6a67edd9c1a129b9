import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { publishedBefore } from './matrix.mjs'
import { print, run } from './tools.mjs'

const options = ['--no-audit', '--no-fund', '--prefer-offline', `--before=${publishedBefore}`]

/**
 * A temporary folder, which is there while it is used.
 * @template T
 * @param {(folder: string) => Promise<T>} use
 */
export async function withFolder(use) {
  const folder = mkdtempSync(join(tmpdir(), 'frontdesk-'))
  try {
    return await use(folder)
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  }
}

/**
 * Installs packages in a temporary folder, which is there while it is used.
 * @template T
 * @param {string[]} packages with their versions
 * @param {(folder: string) => Promise<T>} use
 */
export function withPackages(packages, use) {
  return withFolder(async (folder) => {
    writeFileSync(join(folder, 'package.json'), '{ "private": true }')
    await installInto(folder, packages)
    return use(folder)
  })
}

/**
 * Installs packages beside those that the package.json of a folder names.
 * @param {string} folder
 * @param {string[]} packages with their versions
 */
export async function installInto(folder, packages) {
  print(`npm install ${packages.join(' ')}`)
  if (!(await run(['npm', 'install', ...options, ...packages], { quiet: true, cwd: folder })))
    throw new Error('npm install failed.')
}
