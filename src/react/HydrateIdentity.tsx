import { HydrationBoundary, type HydrationBoundaryProps } from '@tanstack/react-query'
import { useMemo } from 'react'
import { digestOf, identityOf } from '../core/store/isolation'
import { keyPrefix } from '../core/store/keys'
import { useFrontdesk } from './context'
import { useShown } from './useShown'

/** TanStack Query's, and whose state it is. */
export interface HydrateIdentityProps extends HydrationBoundaryProps {
  /** What `identityKeyOf()` gave on the server. */
  identity: string | null | undefined
}

/**
 * TanStack Query's `<HydrationBoundary>` for what a server fetched for somebody: whoever else is here by now, or comes
 * later, gets none of it but the queries with `meta: { identity: 'any' }`.
 *
 * @example
 * <HydrateIdentity identity={identityKeyOf(initialState)} state={dehydrate(queryClient)}>…</HydrateIdentity>
 */
export function HydrateIdentity({ identity, state, ...rest }: HydrateIdentityProps) {
  const { _internal: engine } = useFrontdesk()
  const keyOf = (session: Parameters<typeof identityOf>[1]) => identityOf(engine.isolateCache, session)
  const rendered = useShown(({ session }) => keyOf(session))
  // A part that is hydrated late renders what the server has rendered, whoever is here by now.
  const current = keyOf(engine.shown.session)
  const isTheirs = identity !== undefined && identity === (current === undefined ? rendered : current)
  const mine = useMemo(() => ownedBy(identity, state, isTheirs), [identity, state, isTheirs])
  return <HydrationBoundary {...rest} state={mine} />
}

type State = HydrationBoundaryProps['state']

/** Each query says whose it is: isolation then need not guess when it comes late. */
function ownedBy(identity: string | null | undefined, state: State, isTheirs: boolean): State {
  if (!state) return state
  const { mutations = [], queries = [] } = state
  const owner = digestOf(identity)
  return {
    ...state,
    mutations: isTheirs ? mutations : [],
    queries: queries.flatMap((query) => {
      if (query.meta?.identity === 'any') return query
      return isTheirs ? { ...query, state: { ...query.state, [keyPrefix]: owner } } : []
    }),
  }
}
