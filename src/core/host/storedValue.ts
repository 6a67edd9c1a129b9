import type { AmbientStorage } from './ambient'
import { orElse } from './orElse'

/** One value that survives reloads if the storage works. `''` means none. */
export interface StoredValue {
  read(): string
  write(value?: string): void
}

/** The roots of a page share it, and so do tabs: nothing is kept here that the storage keeps. */
export function createStoredValue(storage: AmbientStorage | undefined, key: string): StoredValue {
  /** What the storage did not take: it is missing, full or forbidden. */
  let value: string | undefined
  const read = () => value ?? orElse(() => storage?.getItem(key)) ?? ''
  return {
    read,
    write(next = '') {
      if (next === read()) return
      value = next
      orElse(() => {
        if (next) storage!.setItem(key, next)
        else storage!.removeItem(key)
        value = undefined
      })
    },
  }
}
