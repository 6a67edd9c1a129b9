import type { AmbientStorage } from './ambient'
import { orElse } from './orElse'

/** One value that lasts over reloads where the storage lets it, and else as long as the page; empty where there is none. */
export interface StoredValue {
  read(): string
  write(value?: string): void
}

export function createStoredValue(storage: AmbientStorage | undefined, key: string): StoredValue {
  let value: string | undefined
  // Once, and not before it is needed.
  const read = () => (value ??= orElse(() => storage?.getItem(key)) ?? '')
  return {
    read,
    write(next = '') {
      if (next === read()) return
      value = next
      // It may be full, or forbidden.
      orElse(() => (next ? storage?.setItem(key, next) : storage?.removeItem(key)))
    },
  }
}
