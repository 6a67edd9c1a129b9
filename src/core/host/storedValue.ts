import type { AmbientStorage } from './ambient'

/** One value that lasts over reloads where the storage lets it, and else as long as the page. */
export interface StoredValue {
  read(): string | undefined
  write(value?: string | null): void
}

export function createStoredValue(storage: AmbientStorage | undefined, key: string): StoredValue {
  let value: string | null | undefined
  function read() {
    try {
      // Once, and not before it is needed.
      if (value === undefined) value = storage?.getItem(key) ?? null
    } catch {
      value = null
    }
    return value ?? undefined
  }
  return {
    read,
    write(next = null) {
      if (next === (read() ?? null)) return
      value = next
      try {
        if (next === null) storage?.removeItem(key)
        else storage?.setItem(key, next)
      } catch {
        // Full, or forbidden.
      }
    },
  }
}
