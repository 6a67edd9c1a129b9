import type { Internals } from './internals'

/**
 * The part of a handle that `create` makes, made when it is first wanted: an app that wants none does without its weight.
 *
 * @param name - tells parts apart where one function makes several. Default: `create`.
 */
export function part<T>(
  internals: Internals,
  create: (internals: Internals) => T,
  name: unknown = create,
): T {
  const { parts } = internals
  if (!parts.has(name)) parts.set(name, create(internals))
  return parts.get(name) as T
}
