import { spawn } from 'node:child_process'
import { CliError } from './error'

/**
 * Runs a command in this terminal, with variables beside those that are set. Gives its exit code. The signal asks it to end,
 * and what it does then is waited for. @throws CliError where there is no such command
 */
export function runCommand(
  [name = '', ...args]: readonly string[],
  env: Record<string, string>,
  signal: AbortSignal,
): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(name, args, {
      stdio: 'inherit',
      env: { ...process.env, ...env },
      // There, what npm installs are scripts for a shell.
      shell: process.platform === 'win32',
    })
    const end = () => void child.kill()
    signal.addEventListener('abort', end, { once: true })
    child.once('spawn', () => signal.aborted && end())
    child.once('error', (error) => reject(new CliError(`cannot run ${name} (${error.message})`)))
    child.once('exit', (code) => {
      signal.removeEventListener('abort', end)
      // None where a signal has ended it, e.g. that of Ctrl-C.
      resolve(code ?? (signal.aborted ? 0 : 1))
    })
  })
}
