// `npm run changeset`: notes what changes for users. With `version` or `publish`, what a release does with the notes.
import { join } from 'node:path'
import { installPackages } from './install.mjs'
import { run } from './tools.mjs'

const folder = '.ci/release'

await installPackages(folder)
const commandLine = [join(folder, 'node_modules', '.bin', 'changeset'), ...process.argv.slice(2)]
// It asks on the terminal.
process.exitCode = (await run(commandLine, { stdio: 'inherit' })) ? 0 : 1
