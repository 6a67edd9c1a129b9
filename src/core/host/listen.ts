export const listen =
  <Said extends unknown[]>(...sources: Set<(...said: Said) => void>[]) =>
  (listener: (...said: Said) => void): (() => void) => {
    for (const source of sources) source.add(listener)
    return () => {
      for (const source of sources) source.delete(listener)
    }
  }
