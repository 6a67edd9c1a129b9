import type { AmbientStorage } from '../../core/host/ambient'

/** A storage kept in a map, whose content can be shared or copied. */
export function createStorage(items: Map<string, string>): AmbientStorage {
  return {
    getItem: (key) => items.get(key) ?? null,
    setItem: (key, value) => void items.set(key, String(value)),
    removeItem: (key) => void items.delete(key),
  }
}
