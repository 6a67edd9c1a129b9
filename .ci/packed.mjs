import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { withPackages } from './packages.mjs'
import { run } from './tools.mjs'

/**
 * Packs what was built and installs it as an app does, beside other packages, with a copy of what the app consists of.
 * @template T
 * @param {string} app a folder
 * @param {string[]} packages
 * @param {(folder: string) => Promise<T>} use
 */
export async function withPacked(app, packages, use) {
  const folder = mkdtempSync(join(tmpdir(), 'frontdesk-'))
  try {
    if (!(await run(['npm', 'pack', '--pack-destination', folder], { quiet: true })))
      throw new Error('npm pack failed.')
    const { version } = JSON.parse(readFileSync('package.json', 'utf8'))
    return await withPackages([join(folder, `frontdesk-${version}.tgz`), ...packages], async (folder) => {
      cpSync(app, folder, { recursive: true })
      return use(folder)
    })
  } finally {
    rmSync(folder, { recursive: true })
  }
}
