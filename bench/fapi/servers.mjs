import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'

// The server gets a core of its own, so that the one who asks does not slow it down.
const pinned = spawnSync('taskset', ['-c', '0', 'true']).status === 0
export const pinning = pinned ? 'pinned to one core' : 'not pinned: there is no taskset here'

/**
 * A Node program on the server's core.
 * @param {string[]} args
 */
function start(args) {
  const command = pinned ? ['taskset', '-c', '0', process.execPath, ...args] : [process.execPath, ...args]
  return spawn(/** @type {string} */ (command[0]), command.slice(1), { stdio: ['ignore', 'pipe', 'ignore'] })
}

export const hasCoreTime = existsSync('/proc/self/stat')

/**
 * Seconds of a core that a process has had. Where the system does not tell, those that have gone by.
 * @param {number} pid
 */
function coreTime(pid) {
  if (!hasCoreTime) return performance.now() / 1000
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
  // In hundredths of a second, its own and the system's for it.
  return (Number(fields[11]) + Number(fields[12])) / 100
}

/**
 * Runs a server until its first line of output, which is JSON with its `url`.
 * @param {string[]} args
 */
export async function startServer(args) {
  const child = start(args)
  const [line] = await once(createInterface({ input: child.stdout }), 'line')
  return {
    ...JSON.parse(line),
    time: () => coreTime(/** @type {number} */ (child.pid)),
    /** Bytes of memory the process holds. */
    memory: () => 1024 * Number(spawnSync('ps', ['-o', 'rss=', '-p', String(child.pid)]).stdout.toString()),
    async stop() {
      child.kill('SIGKILL')
      await once(child, 'close')
    },
  }
}

/** @param {string[]} args of `frontdesk dev` */
export function startBox(...args) {
  return startServer(['dist/bin.js', 'dev', '--port', '0', '--json', ...args])
}

/**
 * Runs a program to its end. @returns {Promise<string>} what it printed
 * @param {string} file
 */
export async function runProgram(file) {
  const child = start([file])
  let text = ''
  child.stdout.on('data', (chunk) => {
    text += chunk
  })
  await once(child, 'close')
  return text
}
