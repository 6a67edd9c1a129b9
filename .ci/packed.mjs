import { cpSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { withFolder, withPackages } from './packages.mjs'
import { run } from './tools.mjs'

/**
 * Packs what was built.
 * @param {string} folder where to
 * @returns {Promise<string>} the file
 */
export async function pack(folder) {
  if (!(await run(['npm', 'pack', '--pack-destination', folder], { quiet: true })))
    throw new Error('npm pack failed.')
  const { version } = JSON.parse(readFileSync('package.json', 'utf8'))
  return join(folder, `frontdesk-${version}.tgz`)
}

/**
 * Packs what was built and installs it as an app does, beside other packages, with a copy of what the app consists of.
 * @template T
 * @param {string} app a folder
 * @param {string[]} packages
 * @param {(folder: string) => Promise<T>} use
 */
export function withPacked(app, packages, use) {
  return withFolder(async (folder) =>
    withPackages([await pack(folder), ...packages], async (folder) => {
      cpSync(app, folder, { recursive: true })
      return use(folder)
    }),
  )
}
