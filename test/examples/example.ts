import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** An example that was installed. */
export interface Example {
  /** `npm run <script>`, to its end. Rejects with what it printed when it fails. */
  run(script: string): Promise<void>
  /** `npm start`, until the app answers. */
  start(port: number): Promise<RunningExample>
}

export interface RunningExample {
  /** What it has printed so far. */
  printed(): string
  stop(): Promise<void>
}

/**
 * An example in the folder that `npm run test:examples` has installed it in.
 *
 * @param variables - what its `.env` says: all that tells one form of it from another.
 * @param nodeEnv - `development` for a React that tells where the browser renders another thing than the server.
 */
export async function openExample(
  name: string,
  variables: Record<string, string>,
  nodeEnv: 'development' | 'production',
): Promise<Example> {
  const root = process.env.EXAMPLES
  if (!root) throw new Error('There are no installed examples here: run npm run test:examples')
  const cwd = join(root, name)
  const lines = Object.entries(variables).map(([variable, value]) => `${variable}=${value}\n`)
  await writeFile(join(cwd, '.env'), lines.join(''))

  function npm(args: string[], own: Record<string, string> = {}) {
    // As in a terminal of its user's, who has not set what vitest sets.
    const theirs = Object.entries(process.env).filter(([variable]) => !/^(NODE_ENV|VITE|npm_)/.test(variable))
    const env = { ...Object.fromEntries(theirs), NODE_ENV: nodeEnv, ...own }
    // A process group of its own: npm starts others.
    const child = spawn('npm', args, {
      cwd,
      env: { ...env, ...own },
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    const kill = () => process.kill(-child.pid!, 'SIGKILL')
    process.once('exit', kill)
    let printed = ''
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        printed += text
      })
    }
    const ended = once(child, 'close').then(([code]: (number | null)[]) => {
      process.off('exit', kill)
      return code
    })
    return { ended, kill, printed: () => printed }
  }

  return {
    async run(script) {
      const { ended, printed } = npm(['run', script])
      if ((await ended) !== 0) throw new Error(`npm run ${script} failed in ${name}: ${printed()}`)
    },
    async start(port) {
      const { ended, kill, printed } = npm(['start'], { PORT: `${port}` })
      let isOver = false
      void ended.then(() => {
        isOver = true
      })
      while (!(await answers(port))) {
        if (isOver) throw new Error(`${name} ended: ${printed()}`)
        await new Promise((resolve) => setTimeout(resolve, 50))
      }
      return {
        printed,
        async stop() {
          if (!isOver) kill()
          await ended
        },
      }
    },
  }
}

function answers(port: number): Promise<boolean> {
  return fetch(`http://localhost:${port}`, { redirect: 'manual' }).then(
    () => true,
    () => false,
  )
}
