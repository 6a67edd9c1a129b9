import type { AmbientStorage } from '../ambient'
import type { NativeStorage } from '../types'

/** What still has to be done at the next chance, kept over reloads. Holds no secrets. */
export interface Marks {
  read(): Promise<string[]>
  /** Changes that are asked for at once are made one after another, so that none is lost. */
  update(change: (marks: string[]) => string[]): Promise<void>
}

/** @param format - what a mark looks like: storage is foreign input. */
export function createMarks(
  storage: AmbientStorage | NativeStorage | undefined,
  key: string,
  format: RegExp,
): Marks {
  /** In place of storage that is missing, full or forbidden. */
  let memory: string[] = []
  let updates = Promise.resolve()

  async function read() {
    try {
      const stored = JSON.parse((await storage?.getItem(key)) ?? '[]') as unknown[]
      return [...new Set([...stored.map(String), ...memory])].filter((mark) => format.test(mark))
    } catch {
      return memory
    }
  }

  async function write(marks: string[]) {
    memory = storage ? [] : marks
    try {
      await (marks.length ? storage?.setItem(key, JSON.stringify(marks)) : storage?.removeItem(key))
    } catch {
      memory = marks
    }
  }

  return {
    read,
    update: (change) => (updates = updates.then(async () => write(change(await read())))),
  }
}
