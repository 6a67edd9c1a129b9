import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { publishedBefore } from './matrix.mjs'
import { run } from './tools.mjs'

const options = ['--no-audit', '--no-fund', '--prefer-offline', `--before=${publishedBefore}`]

/**
 * Installs packages in a temporary folder, which is there while it is used.
 * @template T
 * @param {string[]} packages with their versions
 * @param {(folder: string) => Promise<T>} use
 */
export async function withPackages(packages, use) {
  const folder = mkdtempSync(join(tmpdir(), 'frontdesk-'))
  try {
    writeFileSync(join(folder, 'package.json'), '{ "private": true }')
    console.log(`npm install ${packages.join(' ')}`)
    if (!(await run(['npm', 'install', ...options, ...packages], { quiet: true, cwd: folder })))
      throw new Error('npm install failed.')
    return await use(folder)
  } finally {
    rmSync(folder, { recursive: true })
  }
}
