import type { AmbientStorage } from './ambient'
import { orElse } from './orElse'

/** Asynchronous storage, e.g. a native app's secure store. */
export interface NativeStorage {
  getItem(key: string): Promise<string | null>
  setItem(key: string, value: string): Promise<void>
  removeItem(key: string): Promise<void>
}

export interface StoredList {
  read(): Promise<string[]>
  /** False if unknown: asynchronous storage cannot tell. */
  isEmpty(): boolean
  /** Concurrent updates run one after another, so that none is lost. */
  update(change: (items: string[]) => string[]): Promise<void>
}

/**
 * Storage is untrusted input: an item can be any text.
 *
 * @param queue - shared by the lists of one page with this key.
 */
export function createStoredList(
  storage: AmbientStorage | NativeStorage | undefined,
  key: string,
  queue: { updates?: Promise<void> | undefined } = {},
): StoredList {
  /** Fallback when storage is missing, full or forbidden. */
  let memory: string[] = []

  async function read() {
    try {
      const stored = JSON.parse((await storage?.getItem(key)) ?? '[]') as unknown[]
      return [...new Set([...stored.map(String), ...memory])]
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
    update(change) {
      queue.updates = Promise.resolve(queue.updates).then(async () => write(change(await read())))
      return queue.updates
    },
  }
}
