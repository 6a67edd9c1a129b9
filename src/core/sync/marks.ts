import type { Ambient } from '../ambient'
import type { NativeStorage } from '../types'

/** What still has to be done at the next chance, kept over reloads. Holds no secrets. */
export interface Marks {
  /** The marks that `isMark` recognises; storage is foreign input. */
  read<Mark extends string>(isMark: (value: unknown) => value is Mark): Promise<Mark[]>
  add(mark: string): Promise<void>
  remove(mark: string): Promise<void>
}

export function createMarks(
  { originStorage }: Ambient,
  storage: NativeStorage | undefined,
  key: string,
): Marks {
  /** In place of storage that is missing, full or forbidden. */
  let memory: unknown[] = []

  async function load(): Promise<unknown[]> {
    try {
      const text = await (storage ?? originStorage)?.getItem(key)
      const stored: unknown = text ? JSON.parse(text) : []
      return [...new Set([...(Array.isArray(stored) ? stored : []), ...memory])]
    } catch {
      return memory
    }
  }

  async function save(marks: unknown[]) {
    memory = marks
    try {
      await (marks.length
        ? (storage ?? originStorage)?.setItem(key, JSON.stringify(marks))
        : (storage ?? originStorage)?.removeItem(key))
    } catch {
      // `memory` has them.
    }
  }

  return {
    read: async (isMark) => (await load()).filter(isMark),
    add: async (mark) => save([...new Set([...(await load()), mark])]),
    remove: async (mark) => save((await load()).filter((other) => other !== mark)),
  }
}
