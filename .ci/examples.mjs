import { cpSync } from 'node:fs'
import { basename, join } from 'node:path'
import { installInto, withFolder } from './packages.mjs'
import { pack } from './packed.mjs'
import { print, run } from './tools.mjs'
import { runTests } from './vitest.mjs'

/** What is in an example's folder once it was used where it is. */
const made = [
  'node_modules',
  'package-lock.json',
  'dist',
  'build',
  '.react-router',
  '.next',
  '.env',
  'box.json',
]

/**
 * Installs examples as their readers do, but with what was built here, and tests each in a browser.
 * @param {string[]} names their folders
 * @param {string[]} filter which tests, as vitest is told
 * @returns {Promise<import('./steps.mjs').Count>}
 */
export function testExamples(names, filter) {
  return withFolder(async (root) => {
    const tarball = await pack(root)
    const total = { passed: 0, failed: 0 }
    for (const name of names) {
      const source = join('examples', name)
      const folder = join(root, name)
      cpSync(source, folder, {
        recursive: true,
        filter: (path) => !made.includes(basename(path)),
      })
      await installInto(folder, [tarball])
      const isSound = await run(['npm', 'run', 'check'], { quiet: true, cwd: folder })
      print(`npm run check: ${isSound ? 'passes' : 'fails'}`)
      total[isSound ? 'passed' : 'failed'] += 1
      const files = [`test/examples/${name}.test.ts`]
      const { passed, failed } = await runTests('examples', { files, filter, env: { EXAMPLES: root } })
      total.passed += passed
      total.failed += failed
    }
    return total
  })
}
