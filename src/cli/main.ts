import { version } from '../../package.json'
import { printable } from '../fapi/http/printable'
import { type CliHost, runDev } from './dev'
import { CliError } from './error'
import { help } from './output'

/** Runs a command line, without the program's name. Gives the exit code: 0, 1 after one line on stderr, or that of the command it ran. */
export async function main(args: readonly string[], host: CliHost): Promise<number> {
  const [command, ...rest] = args
  try {
    if (command === 'dev') return await runDev(rest, host)
    if (command === '--version' || command === '-v') host.stdout(`${version}\n`)
    else if (command === '--help' || command === '-h') host.stdout(help)
    else
      throw new CliError(
        command ? `there is no command "${command}"` : 'no command given; try frontdesk dev, or --help',
      )
    return 0
  } catch (error) {
    if (!(error instanceof CliError)) throw error
    host.stderr(`frontdesk: ${printable(error.message.trim())}\n`)
    return 1
  }
}
