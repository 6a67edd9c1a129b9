import { beyond } from '../http/beyond'
import type { FapiContext } from '../http/env'

/** Begins a sign-in in one of the ways that lead through elsewhere, and answers. */
export type Start = (c: FapiContext) => Promise<Response>

/** By the strategy that the first step names: those that are no factor of a user who is known by then. */
const starts: readonly { readonly strategy: RegExp; readonly load: () => Promise<Start> }[] = [
  { strategy: /^ticket$/, load: async () => (await beyond()).startByTicket },
]

/** How a sign-in with this strategy begins; undefined where it begins with an identifier. */
export async function findStart(strategy: string): Promise<Start | undefined> {
  return starts.find((start) => start.strategy.test(strategy))?.load()
}
