import { isFrontdeskError } from '../wire/errors'
import type { ReverificationLevel } from '../wire/resources/reverification'

/** Clerk's names for what servers ask for. */
const presets: Readonly<Record<string, ReverificationLevel>> = {
  strict_mfa: 'multi_factor',
  strict: 'second_factor',
  moderate: 'second_factor',
  lax: 'second_factor',
}

const levels: readonly unknown[] = ['first_factor', 'second_factor', 'multi_factor']

/**
 * Whether an answer, or what was thrown in its place, says that the user is to prove again who that is: the Frontend API's
 * `session_reverification_required`, or a server's JSON in a `Response` with status 403, or by itself:
 * `{ clerk_error: { type: 'forbidden', reason: 'reverification-error', metadata: { reverification } } }`.
 *
 * @returns the level that is asked for, `true` if none is named, `undefined` if nothing is asked for.
 */
export async function reverificationAskedBy(
  answer: unknown,
): Promise<ReverificationLevel | true | undefined> {
  if (isFrontdeskError(answer))
    return answer.errors.some(({ code }) => code === 'session_reverification_required') || undefined
  // By what it has, not by its class: other realms and polyfills have their own.
  const isResponse = typeof Object(answer).clone === 'function' && Object(answer).status === 403
  const json = isResponse
    ? await (answer as Response)
        .clone()
        .json()
        .catch(() => {})
    : answer
  const { type, reason, metadata } = Object(Object(json).clerk_error)
  if (type !== 'forbidden' || reason !== 'reverification-error') return undefined
  const wanted = Object(metadata).reverification
  const level =
    typeof wanted === 'string' && Object.hasOwn(presets, wanted) ? presets[wanted] : Object(wanted).level
  return levels.includes(level) ? (level as ReverificationLevel) : true
}
