/** Word that something in the box may look different from before: a request was answered, or the handle was used. */
export interface Changes {
  tell(): void
  /** Returns a function that stops it. */
  listen(listener: () => void): () => void
}

export function createChanges(): Changes {
  const listeners = new Set<() => void>()
  return {
    tell() {
      for (const listener of [...listeners]) listener()
    },
    listen(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
}
