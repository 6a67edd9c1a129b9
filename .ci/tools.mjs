import { AsyncLocalStorage } from 'node:async_hooks'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'

// Of Node alone, as no package is there before these scripts have installed it.

const root = fileURLToPath(new URL('..', import.meta.url))

process.chdir(root)
process.env.PATH = join(root, 'node_modules', '.bin') + delimiter + process.env.PATH
process.env.STORYBOOK_DISABLE_TELEMETRY = '1'
if (!process.stdout.isTTY) process.env.NO_COLOR = '1'

/** @type {Set<import('node:child_process').ChildProcess>} */
const running = new Set()

/**
 * Starts a tool of this package or a command of the system.
 * @param {string[]} commandLine
 * @param {import('node:child_process').SpawnOptions} [options]
 */
export function start([command = '', ...args], options) {
  // On Windows the tools are .cmd files, which only a shell starts.
  const child = spawn(command, args, { shell: process.platform === 'win32', ...options })
  running.add(child)
  child.once('close', () => running.delete(child))
  return child
}

/** Ends everything that was started and still runs: politely, and after 3 s by force. */
export async function stopAll() {
  const children = [...running]
  const ends = Promise.all(children.map((child) => once(child, 'close')))
  for (const child of children) child.kill()
  const force = setTimeout(() => {
    for (const child of children) child.kill('SIGKILL')
  }, 3000)
  await ends
  clearTimeout(force)
}

/** What is printed by what runs beside others, until it is done. */
const kept = new AsyncLocalStorage()

/**
 * Lets something run beside others: what it prints comes at its end, in one piece.
 * @param {() => Promise<void>} task
 */
export async function inOnePiece(task) {
  /** @type {Buffer[]} */
  const printed = []
  try {
    await kept.run(printed, task)
  } finally {
    process.stdout.write(Buffer.concat(printed))
  }
}

/** @param {string} line */
export const print = (line) => write(Buffer.from(`${line}\n`))

/** @param {Buffer} text */
function write(text) {
  const printed = kept.getStore()
  if (printed) printed.push(text)
  else process.stdout.write(text)
}

/**
 * Runs a command to its end and shows what it prints; with `quiet` only if it fails.
 * @param {string[]} commandLine
 * @param {{ quiet?: boolean, timeout?: number, cwd?: string, env?: NodeJS.ProcessEnv }} [options] `timeout` in milliseconds
 * @returns {Promise<boolean>} whether it ended with exit code 0
 */
export function run(commandLine, { quiet = false, ...options } = {}) {
  const output = quiet || kept.getStore() ? 'pipe' : 'inherit'
  return new Promise((resolve) => {
    const child = start(commandLine, { stdio: ['ignore', output, output], ...options })
    /** @type {Buffer[]} */
    const printed = []
    child.stdout?.on('data', (chunk) => printed.push(chunk))
    child.stderr?.on('data', (chunk) => printed.push(chunk))
    child.on('error', (error) => printed.push(Buffer.from(`${error.message}\n`)))
    child.on('close', (code) => {
      if (code !== 0 || !quiet) write(Buffer.concat(printed))
      resolve(code === 0)
    })
  })
}
