import type { Internals } from './internals'

/** The part of a handle that `create` makes, made when it is first wanted: an app that wants none does without its weight. */
export function part<T>(internals: Internals, create: (internals: Internals) => T): T {
  const { parts } = internals
  if (!parts.has(create)) parts.set(create, create(internals))
  return parts.get(create) as T
}
