import { FapiError } from '../http/errors'
import type { UserRecord } from '../state/state'
import { emailCode } from './emailCode'
import type { Factor } from './factor'
import { password } from './password'

const firstFactors: readonly Factor[] = [password, emailCode]

/** What a sign-in of this user may go on with, as the wire has it. */
export function offerFirstFactors(user: UserRecord): object[] {
  return firstFactors.flatMap((factor) => factor.offer(user) ?? [])
}

/** @throws FapiError when nobody, or not this user, can sign in that way */
export function findFirstFactor(user: UserRecord, strategy: string): Factor {
  const factor = firstFactors.find((candidate) => candidate.strategy === strategy)
  if (!factor?.offer(user)) throw strategyInvalid(strategy)
  return factor
}

export function strategyInvalid(strategy: string): FapiError {
  const message = `The strategy "${strategy}" is not valid for this account`
  return new FapiError(400, 'strategy_for_user_invalid', message)
}
