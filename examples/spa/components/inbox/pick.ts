/** Who takes a code that was picked: the code fields that are shown. */
const takers = new Set<(code: string) => void>()

/** Puts a code into the field that waits for one. */
export function pick(code: string): void {
  for (const take of takers) take(code)
}

export function onPick(taker: (code: string) => void): () => void {
  takers.add(taker)
  return () => void takers.delete(taker)
}
