import { spawn } from 'node:child_process'

/** A program of Node's in a process group of its own, as a terminal would start it. */
export interface Program {
  stdout(): string
  /** Waits until it has printed a text. Rejects when it ends before. */
  prints(text: string, timeout?: number): Promise<void>
  /** Ctrl-C: the signal goes to all of its processes. @returns the exit code */
  interrupt(): Promise<number | null>
  kill(): void
}

export function startProgram(args: readonly string[], cwd: string): Program {
  const { NODE_ENV: _, VITEST: __, ...env } = process.env
  const child = spawn(process.execPath, args, { cwd, env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] })
  const output = { stdout: '', stderr: '' }
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (text: string) => {
      output[name] += text
    })
  }
  const exit = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', resolve)
  })

  function signal(name: NodeJS.Signals) {
    if (child.exitCode === null && child.signalCode === null) process.kill(-child.pid!, name)
  }

  return {
    stdout: () => output.stdout,
    async prints(text, timeout = 10_000) {
      let timer: NodeJS.Timeout | undefined
      const printed = new Promise<void>((resolve, reject) => {
        const look = () => output.stdout.includes(text) && resolve()
        child.stdout.on('data', look)
        look()
        const fail = (what: string) =>
          reject(
            new Error(`It ${what} without printing ${text}. It printed: ${output.stdout}${output.stderr}`),
          )
        timer = setTimeout(() => fail('went on'), timeout)
        void exit.then((code) => fail(`ended with ${code}`))
      })
      await printed.finally(() => clearTimeout(timer))
    },
    interrupt() {
      signal('SIGINT')
      return exit
    },
    kill: () => signal('SIGKILL'),
  }
}
