import { createHash } from 'node:crypto'
import { type FileHandle, lstat, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { StateChange } from '../fapi/state/changes'
import { parseChange } from '../fapi/state/replay'
import { CliError } from './error'
import { parseJson } from './json'
import { NotRegular, openRegular, readRegular, replaceFile, syncDirectory } from './regularFile'

/**
 * What has changed since a state file was written: a file beside it with a line of JSON for each change. Its first line
 * says which text of the state file it goes on from (`of`); its last ones, by which that was about to be replaced (`next`).
 */
export interface Journal {
  /** In bytes. */
  readonly size: number
  /** Whether it is still at its place, and whole. Where somebody has taken it away, only `replace()` goes on. */
  isThere(): Promise<boolean>
  /** Once this returns, the change is safe even from a power cut. After a failure only `replace()` goes on. */
  append(change: StateChange): Promise<void>
  /** Writes the state file as a whole, which makes what is in the journal worthless. */
  replace(text: string): Promise<void>
  /** Lets go of it, and takes it away where it is worthless. */
  close(isWorthless: boolean): Promise<void>
}

/** What a server has left that was killed. */
interface Left {
  changes: StateChange[]
  /** Bytes of whole lines. */
  size: number
}

const pathOf = (file: string) => `${file}.journal`
const hash = (text: string) => createHash('sha256').update(text).digest('hex')

/**
 * What was left of changes to a state file with this text. A last line that does not end was never acknowledged, and
 * does not count. @throws CliError for changes to another text, and for what is no journal
 */
export async function readJournal(file: string, text: string | undefined): Promise<Left> {
  const path = pathOf(file)
  const all = await read(path)
  const content = all.slice(0, all.lastIndexOf('\n') + 1)
  const size = Buffer.byteLength(content)
  const lines = content.split('\n').slice(0, -1)
  const [first, ...rest] = lines.map((line, index) => parseJson(path, line, index + 1))
  const changes = rest.filter((line) => linkOf(line, 'next') === undefined)
  const nexts = rest.map((line) => linkOf(line, 'next'))
  const base = text === undefined ? undefined : hash(text)
  if (first === undefined || (base && nexts.includes(base))) return { changes: [], size }
  if (!base || linkOf(first, 'of') !== base) {
    const what = base ? 'has changed since' : 'is gone'
    throw new CliError(
      `${path}: here is what a server that was killed has changed, but ${file} ${what}: bring that back, or remove this`,
    )
  }
  return { changes: changes.map((change, index) => parse(`${path}:${index + 2}`, change)), size }
}

function parse(place: string, change: unknown): StateChange {
  try {
    return parseChange(change)
  } catch (error) {
    throw new CliError(`${place}: ${(error as Error).message}`)
  }
}

function linkOf(line: unknown, name: 'of' | 'next'): unknown {
  return typeof line === 'object' && line !== null ? Reflect.get(line, name) : undefined
}

async function read(path: string): Promise<string> {
  return readRegular(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return ''
    const reason = error instanceof NotRegular ? error.message : error.code
    throw new CliError(`--state: cannot read ${path} (${reason})`)
  })
}

/** The journal of a state file, for the server that has its lock. `size`: of what a server before it has left. */
export function createJournal(file: string, size: number): Journal {
  const path = pathOf(file)
  let handle: FileHandle | undefined
  /** The hash of the text that the state file has now. */
  let base = ''

  async function write(line: object): Promise<void> {
    if (!handle) {
      handle = await openRegular(path, 'write')
      await syncDirectory(dirname(path))
    }
    const bytes = Buffer.from(`${JSON.stringify(line)}\n`)
    // Without what a failure, or a server that was killed, has left of a line.
    await handle.truncate(size)
    // Where there is room for a part alone, that is written, and no error is given.
    for (let at = 0; at < bytes.length; ) {
      at += (await handle.write(bytes, at, bytes.length - at, size + at)).bytesWritten
    }
    await handle.datasync()
    size += bytes.length
  }

  return {
    get size() {
      return size
    },
    async isThere() {
      if (!handle) return true
      const [own, found] = await Promise.all([handle.stat(), lstat(path).catch(() => undefined)])
      if (own.ino === found?.ino && own.dev === found.dev && own.size >= size) return true
      await handle.close()
      handle = undefined
      size = 0
      return false
    },
    async append(change) {
      if (size === 0) await write({ of: base })
      await write(change)
    },
    async replace(text) {
      if (size > 0) await write({ next: hash(text) })
      await replaceFile(file, text)
      base = hash(text)
      size = 0
      // Who edits the file of a server that is killed now is not asked about what is in it.
      await handle?.truncate(0)
    },
    async close(isWorthless) {
      await handle?.close()
      if (isWorthless) await rm(path, { force: true })
    },
  }
}
