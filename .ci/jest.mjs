import { join } from 'node:path'
import { jest } from './matrix.mjs'
import { withPacked } from './packed.mjs'
import { run } from './tools.mjs'

/**
 * Runs a test as an app has it in Jest, with the configuration that the docs name.
 * @returns {Promise<import('./steps.mjs').Count>}
 */
export function runInJest() {
  return withPacked('test/packed/jest', jest, async (folder) => {
    const works = await run([join(folder, 'node_modules', '.bin', 'jest'), '--ci'], { cwd: folder })
    return { passed: works ? 1 : 0, failed: works ? 0 : 1 }
  })
}
