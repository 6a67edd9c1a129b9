import type { Box } from '../box'
import { FapiError } from '../http/errors'
import { firstFactors as firstOn, secondFactors as secondOn } from '../resources/ways'
import type { ClientRecord, SignInRecord, UserRecord } from '../state/state'
import {
  type Asked,
  type Offer,
  offerEmail,
  offerIf,
  offerPhones,
  offersIn,
  offersOf,
  type Ways,
} from './offers'

/** What proves more than the first factor. A new one is a line here, and another in `factors.ts`. */
const secondFactors: Ways = {
  totp: offerIf('totp', ({ totpSecret }) => totpSecret),
  backup_code: offerIf('backup_code', ({ backupCodes }) => backupCodes?.length),
  phone_code: offerPhones('phone_code'),
}

/** What makes a client known. */
const trustFactors: Ways = {
  email_code: offerEmail('email_code'),
  email_link: offerEmail('email_link'),
  phone_code: offerPhones('phone_code'),
}

const waysFor = ({ options }: Box, { status }: Asked) =>
  status === 'needs_second_factor'
    ? ([secondFactors, secondOn(options)] as const)
    : ([trustFactors, firstOn(options)] as const)

/** What a sign-in that waits for a second factor, or for client trust, may go on with, as the wire has it. */
export function offerSecondFactors(box: Box, user: UserRecord, asked: Asked): Offer[] {
  return offersOf(...waysFor(box, asked), user, asked)
}

/** What it may use for a strategy. @throws FapiError when this user cannot go on that way */
export function findSecondFactor(box: Box, user: UserRecord, asked: Asked, strategy: string) {
  if (offerSecondFactors(box, user, asked).length === 0) {
    throw new FapiError(400, 'no_second_factors', 'This account has no second factor')
  }
  return offersIn(...waysFor(box, asked), user, asked, strategy)
}

/** Whether a user has to prove more than the first factor. Codes to fall back on do not count by themselves. */
export function hasSecondFactor(box: Box, user: UserRecord): boolean {
  const asked = { identifier: null, status: 'needs_second_factor' } as const
  return offerSecondFactors(box, user, asked).some(({ strategy }) => strategy !== 'backup_code')
}

/** Whether a password was given where its user has never been signed in before, which asks for a code, too. */
export function needsTrust(box: Box, client: ClientRecord, signIn: SignInRecord, user: UserRecord): boolean {
  if (signIn.verification?.strategy !== 'password' || trustState(box, client, user) !== 'new') return false
  return offerSecondFactors(box, user, { ...signIn, status: 'needs_client_trust' }).length > 0
}

/** Whether a user has been signed in on a client before; undefined where that does not matter. */
export function trustState({ options, state }: Box, client: ClientRecord, user: UserRecord | undefined) {
  if (!options.clientTrust || user?.bypassesClientTrust) return undefined
  if (!user) return 'pending'
  return client.sessionIds.some((id) => state.sessions.get(id)?.userId === user.id) ? 'known' : 'new'
}
