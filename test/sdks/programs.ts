import { spawn } from 'node:child_process'
import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import getPort from 'get-port'
import type { App } from './apps'
import { envFileOf } from './recipeCode'

/** Where each SDK has a folder of its name, with its packages. */
export const root = process.env.SDKS
if (!root) throw new Error('There are no installed SDKs here: run npm run test:sdks')

/** `frontdesk dev -- …`, until the app answers. */
export async function startWithVariables(name: string, app: App) {
  await writeFiles(name, { ...app.files, [envFileOf(name)]: '' })
  return answering(name, ['npx', 'frontdesk', 'dev', '--', ...app.start])
}

/** `frontdesk dev --for …`, and the app beside it, with the file that this says. */
export async function startWithFile(name: string, app: App) {
  const box = await startBox(name)
  try {
    await writeFiles(name, { ...app.files, [envFileOf(name)]: box.env })
    const { url, stop } = await answering(name, app.start)
    const stopBoth = () => {
      stop()
      box.stop()
    }
    return { url, stop: stopBoth }
  } catch (error) {
    box.stop()
    throw error
  }
}

/** `frontdesk dev --for …`. `env`: what it says is to be in the environment file. */
export async function startBox(name: string, ...args: string[]) {
  const box = runIn(name, ['npx', 'frontdesk', 'dev', '--port', '0', '--for', name, ...args])
  const printed = await until(box, () => /Press Ctrl-C/.test(box.printed()) && box.printed())
  const [, lines] = printed.split(`\n${envFileOf(name)}\n\n`)
  return { env: /^(?: {2}.+\n)+/.exec(lines!)![0].replaceAll(/^ {2}/gm, ''), stop: box.stop }
}

export async function writeFiles(name: string, files: App['files']): Promise<void> {
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(root!, name, path)), { recursive: true })
    await writeFile(join(root!, name, path), content)
  }
}

/** An app that runs, on a port of its own, as soon as it answers. */
async function answering(name: string, commandLine: string[]) {
  const port = await getPort()
  const running = runIn(name, commandLine, { PORT: `${port}` })
  const url = `http://localhost:${port}/`
  try {
    await until(running, () => fetch(url, { redirect: 'manual' }).then(Boolean, () => false))
  } catch (error) {
    running.stop()
    throw error
  }
  return { url, stop: running.stop }
}

interface Running {
  printed(): string
  isOver(): boolean
  stop(): void
}

export function runIn(name: string, [program, ...args]: string[], env: Record<string, string> = {}): Running {
  const theirs = Object.entries(process.env).filter(([variable]) => !/^(NODE_ENV|VITE|npm_)/.test(variable))
  const child = spawn(program!, args, {
    cwd: join(root!, name),
    env: { ...Object.fromEntries(theirs), ...env } as NodeJS.ProcessEnv,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let printed = ''
  let isOver = false
  child.once('exit', () => {
    isOver = true
  })
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      printed += text
    })
  }
  return {
    printed: () => printed,
    isOver: () => isOver,
    stop: () => void (isOver || process.kill(-child.pid!, 'SIGKILL')),
  }
}

/** What a look gives, as soon as it is something. Rejects with what was printed where the program ends first. */
async function until<T>({ isOver, printed }: Running, look: () => T | Promise<T>) {
  for (;;) {
    const seen = await look()
    if (seen) return seen as Exclude<T, false>
    if (isOver()) throw new Error(`It ended: ${printed()}`)
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}
