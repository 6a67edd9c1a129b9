import { cpSync } from 'node:fs'
import { join } from 'node:path'
import { installInto, withFolder } from './packages.mjs'
import { pack } from './packed.mjs'
import { print, run } from './tools.mjs'

const names = ['testing-vitest', 'testing-jest', 'testing-node']

/**
 * Runs the examples of tests, each in its own runner, installed as their readers do, but with what was built here.
 * @returns {Promise<import('./steps.mjs').Count>}
 */
export function runInRunners() {
  return withFolder(async (root) => {
    const tarball = await pack(root)
    const total = { passed: 0, failed: 0 }
    for (const name of names) {
      const folder = join(root, name)
      cpSync(join('examples', name), folder, {
        recursive: true,
        filter: (path) => !path.includes('node_modules') && !path.endsWith('package-lock.json'),
      })
      await installInto(folder, [tarball])
      for (const script of ['check', 'test']) {
        const works = await run(['npm', 'run', '--if-present', script], { quiet: true, cwd: folder })
        print(`${name}, npm run ${script}: ${works ? 'passes' : 'fails'}`)
        total[works ? 'passed' : 'failed'] += 1
      }
    }
    return total
  })
}
