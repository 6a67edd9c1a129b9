import { randomUUID } from 'node:crypto'
import { readFile, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { hostname } from 'node:os'
import { CliError } from './error'

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

/** Takes the lock beside a file, also from a server that was killed. @throws CliError when another server has it */
export async function takeLock(file: string): Promise<Lock> {
  const path = `${file}.lock`
  const mine: Owner = { pid: process.pid, host: hostname(), id: randomUUID() }
  const create = () => writeFile(path, JSON.stringify(mine), { flag: 'wx', mode: 0o600 })
  await create().catch(async (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error
    const owner = await readOwner(path)
    if (await isAlive(path, owner)) {
      throw new CliError(
        `--state: ${file} is in use by another server (process ${owner?.pid ?? 'unknown'}); end that one first`,
      )
    }
    await rm(path, { force: true })
    await create()
  })
  own.add(mine.id)
  const renewal = setInterval(() => {
    const now = new Date()
    utimes(path, now, now).catch(() => {})
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

async function readOwner(path: string): Promise<Owner | undefined> {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as Owner
  } catch {
    return undefined
  }
}

/** A lock not renewed for long is dead, whoever has its process number now; a fresh one, when its process is. */
async function isAlive(path: string, owner: Owner | undefined): Promise<boolean> {
  const renewed = await stat(path).catch(() => undefined)
  if (!renewed || Date.now() - renewed.mtimeMs > patience) return false
  if (owner?.host !== hostname()) return true
  if (owner.pid === process.pid) return own.has(owner.id)
  try {
    process.kill(owner.pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH'
  }
}
