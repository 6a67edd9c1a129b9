import type { Box } from '../box'
import { FapiError, several } from '../http/errors'
import type { UserRecord } from './state'

/** With `limits`: wrong passwords and codes of a user until it is locked out, and for how long, in milliseconds. */
export const lockout = { tries: 10, time: 60 * 60 * 1000 }

/** Seconds that a user cannot sign in; null for as long as nobody unlocks them, undefined for one who can. */
export function lockedFor({ clock }: Box, { locked, lockedUntil }: UserRecord): number | null | undefined {
  if (!locked) return undefined
  if (lockedUntil === undefined) return null
  const left = Math.ceil((lockedUntil - clock.now()) / 1000)
  return left > 0 ? left : undefined
}

/** How often a user may be wrong yet; null where nobody counts. */
export function triesLeft(box: Box, user: UserRecord): number | null {
  if (!box.options.limits) return null
  const isOver = user.locked && lockedFor(box, user) === undefined
  return isOver ? lockout.tries : Math.max(0, lockout.tries - (user.failedTries ?? 0))
}

/** Counts a wrong password or code, and locks a user out who was wrong too often. Gives what to say of it. */
export function countFailure(box: Box, user: UserRecord, error: unknown): unknown {
  const isWrong = error instanceof FapiError && error.code.endsWith('_incorrect')
  if (!box.options.limits || !isWrong) return error
  if (user.locked && lockedFor(box, user) === undefined) forgive(user)
  user.failedTries = (user.failedTries ?? 0) + 1
  const left = lockout.tries - user.failedTries
  if (left <= 0) Object.assign(user, { locked: true, lockedUntil: box.clock.now() + lockout.time })
  if (left > 2) return error
  const message = left > 0 ? `You may be wrong ${left} more times` : 'Your account is locked now'
  return several([
    error,
    new FapiError(422, 'account_lockout_warning', message, {
      meta: { verification_attempts_remaining: left },
    }),
  ])
}

/** Lets a user begin anew who has proved to be one. */
export function forgive(user: UserRecord): void {
  Object.assign(user, { locked: false, lockedUntil: undefined, failedTries: undefined })
}
