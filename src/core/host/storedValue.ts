import type { AmbientStorage } from './ambient'
import { orElse } from './orElse'

/** One value that survives reloads if the storage works. `''` means none. */
export interface StoredValue {
  read(): string
  write(value?: string): void
}

export function createStoredValue(storage: AmbientStorage | undefined, key: string): StoredValue {
  let value: string | undefined
  const read = () => (value ??= orElse(() => storage?.getItem(key)) ?? '')
  return {
    read,
    write(next = '') {
      if (next === read()) return
      value = next
      // Storage may be full or forbidden.
      orElse(() => (next ? storage?.setItem(key, next) : storage?.removeItem(key)))
    },
  }
}
