import type { Ambient } from './ambient'

/** How often in a row a load of this tab had to create a client. Kept over reloads, and no secret. */
export interface Creations {
  count(): number
  add(): void
  clear(): void
  /** The creation under way. */
  flight: Promise<void> | undefined
}

export function createCreations({ tabStorage }: Ambient, scope: string): Creations {
  const key = `frontdesk:${scope}:created`
  let count = read()

  function read(): number {
    try {
      return Number(tabStorage?.getItem(key)) || 0
    } catch {
      return 0
    }
  }

  function write(next: number) {
    if (next === count) return
    count = next
    try {
      if (next) tabStorage?.setItem(key, String(next))
      else tabStorage?.removeItem(key)
    } catch {
      // Full or forbidden: nothing then limits the creations of later loads.
    }
  }

  return { count: () => count, add: () => write(count + 1), clear: () => write(0), flight: undefined }
}
