import type { Claims } from './auth'
import type { Facts } from './facts'
import type { Verdict } from './verdicts'

/** Who sends a request, as far as can be told. */
export interface Found {
  readonly answer?: undefined
  readonly facts: Facts
  readonly status: 'signed-in' | 'pending' | 'signed-out' | 'unknown'
  /** Of who is signed in or pending. */
  readonly claims: Claims | undefined
  readonly token: string | undefined
  readonly verdict: Verdict | undefined
  /** Cookies to set, as whole lines. */
  readonly setCookies: readonly string[]
  /** Sends the browser round after all, where that was not wanted for every page. */
  readonly roundTrip: (() => Response) | undefined
}

/** What becomes of a request: an answer at once, or who sends it. */
export type Judged = { readonly answer: Response } | Found

/** Somebody, as yet nobody in particular. */
export function createFound(facts: Facts, found: Partial<Found> & Pick<Found, 'status'>): Found {
  return {
    facts,
    claims: undefined,
    token: undefined,
    verdict: undefined,
    setCookies: [],
    roundTrip: undefined,
    ...found,
  }
}
