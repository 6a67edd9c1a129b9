import type { AmbientStorage } from '../../src/core'
import type { Page } from './world'

/** Everything in a value, also what `JSON` would leave out: causes, stacks, maps. */
export function textOf(value: unknown, seen = new Set<unknown>()): string {
  if (typeof value !== 'object' || value === null) return String(value)
  if (seen.has(value)) return ''
  seen.add(value)
  const entries =
    value instanceof Map ? [...value].flat() : Reflect.ownKeys(value).map((key) => (value as never)[key])
  const keys = value instanceof Map ? '' : Reflect.ownKeys(value).map(String).join(' ')
  return [keys, ...entries.map((entry) => textOf(entry, seen))].join('\n')
}

/** A storage that remembers all that was ever written to it. */
export function recordingStorage(storage: AmbientStorage | undefined, written: string[]): AmbientStorage {
  return {
    getItem: (key) => storage?.getItem(key) ?? null,
    removeItem: (key) => storage?.removeItem(key),
    setItem(key, value) {
      written.push(key, value)
      storage?.setItem(key, value)
    },
  }
}

/** Everything in the query and the mutation cache of a page. */
export function cached({ queryClient }: Page): string {
  const queries = queryClient
    .getQueryCache()
    .getAll()
    .map(({ queryKey, state }) => ({ queryKey, state }))
  const mutations = queryClient
    .getMutationCache()
    .getAll()
    .map(({ state }) => state)
  return textOf({ queries, mutations })
}
