/** Has `listener` called by each of these, until the returned function is called. */
export const listen =
  (...sources: Set<() => void>[]) =>
  (listener: () => void): (() => void) => {
    for (const source of sources) source.add(listener)
    return () => {
      for (const source of sources) source.delete(listener)
    }
  }
