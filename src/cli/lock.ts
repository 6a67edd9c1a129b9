import { randomUUID } from 'node:crypto'
import { lstat, lutimes, rm, writeFile } from 'node:fs/promises'
import { hostname } from 'node:os'
import { CliError } from './error'
import { readRegular, replaceFile } from './regularFile'

/** Milliseconds after which a lock that nobody renewed is nobody's. */
const patience = 10_000

/** The right to be the only server on a file. */
export interface Lock {
  /** Whether it is still this one's: a server that slept for long may have lost it. */
  isHeld(): Promise<boolean>
  release(): Promise<void>
}

interface Owner {
  pid: number
  host: string
  id: string
}

/** The locks of this process, by id: an earlier process may have had the same number. */
const own = new Set<string>()

/**
 * Takes the lock beside a file, also from a server that was killed: at once, while `proper-lockfile` would wait until
 * the lock is stale, and names no owner. @throws CliError when another server has it
 */
export async function takeLock(file: string): Promise<Lock> {
  const path = `${file}.lock`
  const mine: Owner = { pid: process.pid, host: hostname(), id: randomUUID() }
  own.add(mine.id)
  try {
    const other = await take(path, mine)
    if (other) {
      throw new CliError(
        `--state: ${file} is in use by another server (process ${other.pid ?? 'unknown'}); end that one first`,
      )
    }
  } catch (error) {
    own.delete(mine.id)
    throw error
  }
  const renewal = setInterval(() => {
    const now = new Date()
    lutimes(path, now, now).catch(() => {})
  }, 1000).unref()
  const isHeld = async () => (await readOwner(path))?.id === mine.id
  return {
    isHeld,
    async release() {
      clearInterval(renewal)
      if (await isHeld()) await rm(path, { force: true })
      own.delete(mine.id)
    },
  }
}

/**
 * Writes a lock, unless another one lives: gives the owner of that. Who finds a dead one takes its place only while
 * holding a lock on the lock: else of two who find it in the same moment, the second would replace not the dead one
 * but the first. That lock may be a dead one's too, and is taken in the same way.
 */
async function take(path: string, mine: Owner): Promise<Partial<Owner> | undefined> {
  const text = JSON.stringify(mine)
  if (await create(path, text)) return undefined
  const found = await look(path)
  if (found === 'gone') return take(path, mine)
  if (found !== 'dead') return found
  const turn = `${path}.lock`
  const ahead = await take(turn, mine)
  if (ahead) return ahead
  try {
    // Others may have had their turn since. Replaced, never removed: nobody can create it in between.
    const now = await look(path)
    if (now === 'dead') await replaceFile(path, text)
    if (now !== 'gone') return now === 'dead' ? undefined : now
  } finally {
    await rm(turn, { force: true })
  }
  return take(path, mine)
}

/** Gives whether there was none. */
async function create(path: string, text: string): Promise<boolean> {
  try {
    await writeFile(path, text, { flag: 'wx', mode: 0o600 })
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  }
}

async function readOwner(path: string): Promise<Owner | undefined> {
  try {
    return JSON.parse(await readRegular(path)) as Owner
  } catch {
    return undefined
  }
}

/**
 * Who has a lock. One not renewed for long is dead, whoever has its process number now; a fresh one, when its process is.
 * @throws CliError for what no server has made, e.g. a link to a file of somebody's
 */
async function look(path: string): Promise<'gone' | 'dead' | Partial<Owner>> {
  const owner = await readOwner(path)
  const renewed = await lstat(path).catch(() => undefined)
  if (!renewed) return 'gone'
  if (!renewed.isFile())
    throw new CliError(`--state: ${path} is no regular file: see what it is, and remove it`)
  if (Date.now() - renewed.mtimeMs > patience) return 'dead'
  return owner && !isRunning(owner) ? 'dead' : (owner ?? {})
}

function isRunning({ pid, host, id }: Owner): boolean {
  if (host !== hostname()) return true
  if (pid === process.pid) return own.has(id)
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH'
  }
}
