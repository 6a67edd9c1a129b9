import { realpath } from 'node:fs/promises'
import type { FapiStorage } from '../fapi/storage'
import type { BoxOptions } from './boxOptions'
import { CliError } from './error'
import { takeLock } from './lock'
import { replaceFile } from './regularFile'
import { readState, type Saved } from './seed'

/** A state file that this process alone writes. */
export interface StateFile {
  readonly storage: FapiStorage
  /** What it says the box is like: that stays in it. */
  readonly options: BoxOptions
  /** Whether there was a state in it. */
  readonly isNew: boolean
  close(): Promise<void>
}

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
    const saved = await readState('--state', file)
    const { state: start, options = {} } = saved ?? (await seed()) ?? {}
    let last: string | undefined
    return {
      isNew: saved === undefined,
      options,
      storage: {
        load: () => start,
        async save({ version, ...state }) {
          const text = `${JSON.stringify({ version, ...options, ...state }, undefined, 2)}\n`
          if (text === last) return
          if (!(await lock.isHeld())) throw new Error(`Another server has taken ${file} over`)
          await replaceFile(file, text)
          last = text
        },
      },
      close: () => lock.release(),
    }
  } catch (error) {
    await lock.release()
    throw error
  }
}
