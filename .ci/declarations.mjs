import { join } from 'node:path'
import { declarations, typeScripts } from './matrix.mjs'
import { withPacked } from './packed.mjs'
import { run } from './tools.mjs'

const surroundings = ['browser', 'native', 'worker']

/**
 * Checks the declarations of the package, and of what it needs, with several versions of TypeScript.
 * @returns {Promise<import('./steps.mjs').Count>}
 */
export function checkDeclarations() {
  const compilers = typeScripts.map((version) => `typescript-${version}@npm:typescript@${version}`)
  return withPacked('test/packed/types', [...declarations, ...compilers], async (folder) => {
    const total = { passed: 0, failed: 0 }
    for (const version of typeScripts) {
      const tsc = join(folder, 'node_modules', `typescript-${version}`, 'bin', 'tsc')
      for (const name of surroundings) {
        console.log(`TypeScript ${version}: ${name}`)
        const commandLine = [process.execPath, tsc, '--project', `tsconfig.${name}.json`]
        total[(await run(commandLine, { cwd: folder })) ? 'passed' : 'failed'] += 1
      }
    }
    return total
  })
}
