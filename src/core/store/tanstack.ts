/**
 * What TanStack Query does not promise and this library rests on, all of it. Each has a test beside this file that
 * fails when a version changes it.
 */
import type { DefaultedQueryObserverOptions, Query } from '@tanstack/react-query'

/** Marks options as complete: neither the app's `defaultOptions` nor its `setQueryDefaults()` add to them. */
export const complete = {
  _defaulted: true,
  // `setQueryDefaults()` reaches a query past that mark.
  initialData: undefined,
  persister: undefined,
}

/**
 * Takes a query's data away so that nothing stands in for it. After a plain `reset()` observers with
 * `keepPreviousData` would go on showing it; they show nothing for one that has succeeded, with nothing.
 */
export const empty = (query: Query): void => query.setState({ data: undefined, status: 'success' })

/**
 * Has an observer that nobody has subscribed to show what it will once somebody does: a fetch under way; or none,
 * while a persisted cache is being restored. `useQuery` reads its own observer in this way.
 */
export const optimistic = <Data, Failure>(
  options: object,
  isRestoring: boolean,
): DefaultedQueryObserverOptions<Data, Failure> => {
  const _optimisticResults = isRestoring ? 'isRestoring' : 'optimistic'
  return { ...options, _optimisticResults } as DefaultedQueryObserverOptions<Data, Failure>
}

/**
 * A value for `IsRestoringProvider` that says no, and another one for the next `count`. All hooks of TanStack Query
 * read that context: a new value renders their components in this very commit.
 */
export const notRestoring = (count: number): boolean => [false, null, undefined][count % 3] as boolean
