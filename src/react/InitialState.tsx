import { type ReactNode, useEffect, useMemo } from 'react'
import { suggest } from '../core/engine/suggest'
import type { Frontdesk } from '../core/frontdesk'
import { orElse } from '../core/host/orElse'
import type { InitialState as State } from '../core/store/initialState'
import { type Seed, seedOf } from '../core/store/seed'
import { FrontdeskError } from '../core/wire/errors'
import { SeedContext, useFrontdesk } from './context'

export type InitialState = State

/** What a server knew of the session, and which part of the tree is told. */
export interface InitialStateProps {
  /** What `frontdesk/server` found for this request. Without one it does not know. */
  value: State | null | undefined
  children?: ReactNode
}

/**
 * Shows what a server knew of the session to a part of the tree, below a provider that knows nothing: e.g. one in a
 * layout that is rendered once for all visitors. Tabs must follow: by `sessionCookie`, or by `tabSession="follow"`.
 *
 * @throws FrontdeskError `pinned_needs_tokens`.
 *
 * @example
 * <InitialState value={initialState}><Account /></InitialState>
 */
export function InitialState({ value, children }: InitialStateProps) {
  const frontdesk = useFrontdesk()
  const seed = useSeed(value)
  // Only pinned tabs keep in mind which session was the last active one.
  if (seed && frontdesk._internal.lastActive) throw new FrontdeskError('pinned_needs_tokens')
  useSuggestion(frontdesk, seed)
  return <SeedContext.Provider value={seed}>{children}</SeedContext.Provider>
}

/** The same object for states that are equal: a new one would render everything that reads it. */
export function useSeed(state: State | null | undefined): Seed | undefined {
  // biome-ignore lint/correctness/useExhaustiveDependencies: the text stands for the whole.
  return useMemo(() => seedOf(state), [orElse(() => JSON.stringify(state))])
}

export function useSuggestion(frontdesk: Frontdesk, seed: Seed | undefined): void {
  useEffect(() => {
    if (seed) suggest(frontdesk._internal, seed)
  }, [frontdesk, seed])
}
