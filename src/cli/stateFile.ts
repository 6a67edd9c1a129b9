import { realpath } from 'node:fs/promises'
import type { ChangeStorage, StateChange } from '../fapi/state/changes'
import type { FapiState } from '../fapi/state/format'
import type { BoxOptions } from './boxOptions'
import { CliError } from './error'
import { createJournal, readJournal } from './journal'
import { takeLock } from './lock'
import { readSaved, readText, type Saved } from './seed'

/** A state file that this process alone writes. */
export interface StateFile {
  readonly storage: ChangeStorage
  /** What it says the box is like: that stays in it. */
  readonly options: BoxOptions
  /** Whether there was a state in it. */
  readonly isNew: boolean
  /** Writes it as a whole: it is readable then, and stands alone. @throws CliError */
  close(): Promise<void>
}

/** How many bytes of changes there are at least before the file is written as a whole. */
const smallest = 1_000_000

/**
 * Opens a state file; `seed` is what to start from where there is none yet. What it cannot read it refuses, and
 * leaves as it is. @throws CliError
 */
export async function openStateFile(
  given: string,
  seed: () => Promise<Saved | undefined>,
): Promise<StateFile> {
  // A link stays one: what it points to is replaced.
  const file = await realpath(given).catch(() => given)
  const lock = await takeLock(file).catch((error: NodeJS.ErrnoException) => {
    if (error instanceof CliError) throw error
    const reason = error.code === 'ENOENT' ? 'there is no such directory' : error.code
    throw new CliError(`--state: cannot write beside ${given} (${reason})`)
  })
  try {
    const text = await readText('--state', file)
    const left = await readJournal(file, text)
    const saved = text === undefined ? undefined : await readSaved(file, text, left.changes)
    const { state: start, options = {} } = saved ?? (await seed()) ?? {}
    const journal = createJournal(file, left.size)
    let all: () => FapiState
    let length = 0
    /** Whether the files hold all that was told. Where they do not, only `all` knows what is missing. */
    let isKept = false
    let isOurs = true

    async function writeAll(): Promise<void> {
      const { version, ...state } = all()
      const text = `${JSON.stringify({ version, ...options, ...state }, undefined, 2)}\n`
      await journal.replace(text)
      length = text.length
    }

    async function keep(change: StateChange | undefined): Promise<void> {
      if (!isOurs) throw new Error(`Another server has taken ${file} over`)
      const isThere = await journal.isThere()
      if (!change || !isThere || journal.size > Math.max(smallest, length)) await writeAll()
      else await journal.append(change)
    }

    return {
      isNew: saved === undefined,
      options,
      storage: {
        load: () => start,
        // Before what has changed is looked for: requests that are answered meanwhile share the work.
        async prepare() {
          isOurs = await lock.isHeld()
        },
        async save(change, whole) {
          if (isKept && !change) return
          all = whole
          const added = isKept ? change : undefined
          isKept = false
          await keep(added)
          isKept = true
        },
      },
      async close() {
        try {
          const isWhole = isKept && (await lock.isHeld())
          if (isWhole && journal.size > 0) await writeAll()
          await journal.close(isWhole)
        } catch (error) {
          throw new CliError(`--state: cannot write ${given} (${(error as Error).message})`)
        } finally {
          await lock.release()
        }
      },
    }
  } catch (error) {
    await lock.release()
    throw error
  }
}
