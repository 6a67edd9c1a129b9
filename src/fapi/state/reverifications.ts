import type { Box } from '../box'
import { FapiError } from '../http/errors'
import { identificationOf } from '../resources/externalAccount'
import { offerFirstFactors } from '../strategies/firstFactors'
import {
  type Asked,
  type Offer,
  offerEmail,
  offerPhones,
  safeIdentifier,
  strategyInvalid,
} from '../strategies/offers'
import { findSecondFactor, hasSecondFactor, offerSecondFactors } from '../strategies/secondFactors'
import type { ReverificationRecord, SessionRecord, UserRecord } from './state'

/** By what else than a second factor one proves again who one is: what can be done where one is. */
const first = ['password', 'email_code', 'phone_code', 'passkey']

/** Begins to verify a session's user again, in place of what was begun before. Who has no second factor proves the first. */
export function startReverification(
  box: Box,
  session: SessionRecord,
  user: UserRecord,
  wanted: ReverificationRecord['level'],
): ReverificationRecord {
  const level = hasSecondFactor(box, user) ? wanted : 'first_factor'
  const status = level === 'second_factor' ? 'needs_second_factor' : 'needs_first_factor'
  session.reverification = { level, status, verification: undefined }
  return session.reverification
}

/** What is under way, if it waits for this. @throws FapiError 400 */
export function waitingReverification(
  session: SessionRecord,
  status: ReverificationRecord['status'],
): ReverificationRecord {
  const { reverification } = session
  if (!reverification) {
    throw new FapiError(400, 'session_reverification_missing', 'Start a verification of this session first')
  }
  if (reverification.status !== status) {
    const message = `This verification is at ${reverification.status}`
    throw new FapiError(400, 'invalid_action_for_session_reverification', message)
  }
  return reverification
}

/** What can be offered for the factor that is due. */
export function offersFor(
  box: Box,
  user: UserRecord,
  { status }: Pick<ReverificationRecord, 'status'>,
): Offer[] {
  const asked = { identifier: null, status }
  if (status === 'needs_second_factor') return offerSecondFactors(box, user, asked)
  const offers = offerFirstFactors(box, user, asked).filter(({ strategy }) => first.includes(strategy))
  return offers.length > 0 ? offers : offerCodes(user, asked)
}

/**
 * Codes to whatever is theirs, though nobody may sign in by one here: who came by a link, a provider, an enterprise or a
 * ticket has nothing else.
 */
function offerCodes(user: UserRecord, asked: Asked): Offer[] {
  const offers = [offerEmail('email_code'), offerPhones('phone_code')].flatMap((offer) => offer(user, asked))
  return offers.length > 0 ? offers : offerAccounts(user, asked)
}

/** Codes to the addresses that a user has at other providers. */
function offerAccounts({ externalAccounts }: UserRecord, asked: Asked): Offer[] {
  return externalAccounts
    .filter(({ emailAddress }) => emailAddress !== '')
    .map((account) => ({
      strategy: 'email_code',
      email_address_id: identificationOf(account),
      safe_identifier: safeIdentifier(account.emailAddress, asked),
      primary: false,
    }))
}

/** Those for a strategy. @throws FapiError when this user cannot go on that way */
export function offersToProve(
  box: Box,
  user: UserRecord,
  { status }: ReverificationRecord,
  strategy: string,
): readonly Offer[] {
  if (status === 'needs_second_factor')
    return findSecondFactor(box, user, { identifier: null, status }, strategy)
  const offers = offersFor(box, user, { status }).filter((offer) => offer.strategy === strategy)
  if (offers.length === 0) throw strategyInvalid(strategy)
  return offers
}

/** Notes that the factor that was due is verified; tokens say so from now on. Gives what is due next, if anything. */
export function factorVerified(
  { clock }: Box,
  session: SessionRecord,
  reverification: ReverificationRecord,
): ReverificationRecord['status'] | 'complete' {
  const now = clock.now()
  const isFirst = reverification.status === 'needs_first_factor'
  if (isFirst) session.verifiedAt = now
  else session.secondVerifiedAt = now
  session.updatedAt = now
  session.lastToken = undefined
  if (isFirst && reverification.level === 'multi_factor') {
    reverification.status = 'needs_second_factor'
    return reverification.status
  }
  session.reverification = undefined
  return 'complete'
}
