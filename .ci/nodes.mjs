import { join } from 'node:path'
import { nodes } from './matrix.mjs'
import { withPackages } from './packages.mjs'
import { run } from './tools.mjs'

/**
 * Runs what was built on other versions of Node.
 * @returns {Promise<import('./steps.mjs').Count>}
 */
export function runOnNodes() {
  const platform = process.platform === 'win32' ? 'win' : process.platform
  const packages = nodes.map((version) => `node-${version}@npm:node-${platform}-${process.arch}@${version}`)
  return withPackages(packages, async (folder) => {
    const total = { passed: 0, failed: 0 }
    for (const version of nodes) {
      const node = join(folder, 'node_modules', `node-${version}`, 'bin', 'node')
      total[(await run([node, '.ci/smoke.mjs', version])) ? 'passed' : 'failed'] += 1
    }
    return total
  })
}
