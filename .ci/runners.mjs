import { cpSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { installInto, withFolder } from './packages.mjs'
import { pack } from './packed.mjs'
import { print, run } from './tools.mjs'

const names = ['testing-vitest', 'testing-jest', 'testing-node', 'testing-msw', 'testing-playwright']

/** @type {(folder: string) => string[]} */
const scriptsIn = (folder) =>
  Object.keys(JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')).scripts)

/**
 * The lowest version that package.json allows of what an example runs in.
 * @type {Record<string, string>}
 */
const lowest = { 'testing-playwright': '@playwright/test@1.45.0' }

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
      const versions = [tarball, ...(lowest[name] ? [lowest[name]] : [])]
      for (const version of versions) {
        await installInto(folder, [version])
        for (const script of scriptsIn(folder)) {
          const works = await run(['npm', 'run', script], { quiet: true, cwd: folder })
          print(`${name}, npm run ${script}: ${works ? 'passes' : 'fails'}`)
          total[works ? 'passed' : 'failed'] += 1
        }
      }
    }
    return total
  })
}
