import type { Marker } from './marker'

/** A redirect that has been sent. */
export interface Round {
  /** Seconds since 1970. */
  readonly seconds: number
  readonly reason: string
}

/** Remembers why browsers were sent round, for the page that explains a loop. In development only. */
export interface Rounds {
  note(marker: Marker, reason: string): void
  of(id: string): readonly Round[]
}

const most = 100

export function createRounds(): Rounds {
  const chains = new Map<string, Round[]>()
  return {
    note({ id, seconds }, reason) {
      const chain = chains.get(id) ?? []
      chains.set(id, [...chain.slice(-9), { seconds, reason }])
      if (chains.size > most) chains.delete(chains.keys().next().value!)
    },
    of: (id) => chains.get(id) ?? [],
  }
}
