import type { AmbientStorage } from './ambient'
import { orElse } from './orElse'

/** Storage that may take its time, e.g. a native app's secure store. */
export interface NativeStorage {
  getItem(key: string): Promise<string | null>
  setItem(key: string, value: string): Promise<void>
  removeItem(key: string): Promise<void>
}

/** Texts that last over reloads. */
export interface StoredList {
  read(): Promise<string[]>
  /** Whether there is surely none, without waiting. */
  isEmpty(): boolean
  /** Changes that are asked for at once are made one after another, so that none is lost. */
  update(change: (items: string[]) => string[]): Promise<void>
}

/** @param format - what an item looks like: storage is foreign input. */
export function createStoredList(
  storage: AmbientStorage | NativeStorage | undefined,
  key: string,
  format: RegExp,
): StoredList {
  /** In place of storage that is missing, full or forbidden. */
  let memory: string[] = []
  let updates = Promise.resolve()

  async function read() {
    try {
      const stored = JSON.parse((await storage?.getItem(key)) ?? '[]') as unknown[]
      return [...new Set([...stored.map(String), ...memory])].filter((item) => format.test(item))
    } catch {
      return memory
    }
  }

  async function write(items: string[]) {
    memory = storage ? [] : items
    try {
      await (items.length ? storage?.setItem(key, JSON.stringify(items)) : storage?.removeItem(key))
    } catch {
      memory = items
    }
  }

  return {
    read,
    isEmpty: () => memory.length === 0 && !orElse(() => storage?.getItem(key)),
    update: (change) => (updates = updates.then(async () => write(change(await read())))),
  }
}
