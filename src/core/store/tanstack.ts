/** All that this library uses and TanStack Query does not promise. Each has a test that fails when it changes. */
import type { DefaultedQueryObserverOptions, Query } from '@tanstack/react-query'
import { keyPrefix } from './keys'

/** Marks options as complete. Neither `defaultOptions` nor `setQueryDefaults()` of the app add to them. */
export const complete = {
  _defaulted: true,
  // `setQueryDefaults()` would set these in spite of the mark.
  initialData: undefined,
  persister: undefined,
}

/** A query or a mutation. */
interface Owned {
  state: object & { [keyPrefix]?: string | undefined }
}

/** Whose data it is. The state goes where the data goes: `dehydrate()` stores it, `hydrate()` brings it back. */
export const ownerOf = ({ state }: Owned): string | undefined => state[keyPrefix]

/** Notifies nobody. */
export function setOwner(item: Owned, owner: string | undefined): void {
  item.state = { ...item.state, [keyPrefix]: owner }
}

/**
 * Empties a query, which then belongs to `owner`. After a plain `reset()` observers with `keepPreviousData` would
 * still show the data.
 */
export function empty(query: Query, owner?: string): void {
  query.setState({ data: undefined, status: 'success', [keyPrefix]: owner } as Partial<Query['state']>)
}

/** Makes an observer without subscribers show a fetch in flight, as `useQuery` does; none while a cache is restored. */
export const optimistic = <Data, Failure>(
  options: object,
  isRestoring: boolean,
): DefaultedQueryObserverOptions<Data, Failure> => {
  const _optimisticResults = isRestoring ? 'isRestoring' : 'optimistic'
  return { ...options, _optimisticResults } as DefaultedQueryObserverOptions<Data, Failure>
}

/** Always means no. The next value for `IsRestoringProvider` renders all TanStack hooks in the same commit. */
export const notRestoring = (count: number): boolean => [false, null, undefined][count % 3] as boolean
