import { Hono } from 'hono/tiny'
import type { FapiContext, FapiEnv } from '../http/env'
import { withClient } from '../http/envelope'
import { FapiError, formError } from '../http/errors'
import { serializeSession } from '../resources/session'
import { serializeVerification } from '../resources/verification'
import { clientCall } from '../security/middleware'
import { liveSession } from '../security/session'
import { checkResend } from '../state/codes'
import { forgive } from '../state/locks'
import {
  factorVerified,
  offersFor,
  offersToProve,
  startReverification,
  waitingReverification,
} from '../state/reverifications'
import { begunVerification, checkUnlocked, setVerification } from '../state/signIns'
import type { ReverificationRecord, UserRecord } from '../state/state'
import type { Verification } from '../state/verifications'
import type { Factor } from '../strategies/factor'
import { factors } from '../strategies/factors'
import { strategyInvalid } from '../strategies/offers'
import { password } from '../strategies/password'
import { prove } from '../strategies/prove'
import { readStrategy } from '../strategies/steps'

const path = '/v1/client/sessions/:id/verify'
const levels = ['first_factor', 'second_factor', 'multi_factor'] as const
const steps = [
  ['first', 'needs_first_factor'],
  ['second', 'needs_second_factor'],
] as const

/** Proving again who one is, in a session that goes on. */
export const reverificationRoutes = new Hono<FapiEnv>().post(path, clientCall, (c) => {
  const { session, user } = own(c)
  const asked = c.get('form').get('level')
  const level = levels.find((each) => each === asked)
  if (!level) {
    const code = asked ? 'form_param_value_invalid' : 'form_param_missing'
    throw formError(code, 'level', `Say one of ${levels.join(', ')}`)
  }
  return answer(c, startReverification(c.get('box'), session, user, level))
})

for (const [factor, status] of steps) {
  reverificationRoutes
    .post(`${path}/prepare_${factor}_factor`, clientCall, async (c) => {
      const box = c.get('box')
      const { session, user } = own(c)
      const waiting = waitingReverification(session, status)
      const strategy = readStrategy(c)
      const offers = offersToProve(box, user, waiting, strategy)
      const { send } = factorOf(strategy)
      if (!send) throw strategyInvalid(strategy)
      const verifying = begunFor(waiting)
      checkResend(box, begunVerification(verifying, strategy))
      const asked = { identifier: null, status }
      keepFor(waiting, await send(c, { user, asked, offers, kind: 'verification' }))
      return answer(c, waiting)
    })
    .post(`${path}/attempt_${factor}_factor`, clientCall, async (c) => {
      const box = c.get('box')
      const { session, user } = own(c)
      const waiting = waitingReverification(session, status)
      const strategy = readStrategy(c)
      offersToProve(box, user, waiting, strategy)
      const begun = begunVerification(begunFor(waiting), strategy)
      const keep = (verification: Verification) => keepFor(waiting, verification)
      await prove(c, factorOf(strategy), { user, strategy, begun, keep })
      // Another request may have taken this step, or ended the session, meanwhile.
      if (waitingReverification(own(c).session, status) !== waiting) {
        throw new FapiError(400, 'session_reverification_missing', 'Another verification has begun meanwhile')
      }
      forgive(user)
      return answer(c, waiting, factorVerified(box, session, waiting))
    })
}

function factorOf(strategy: string): Factor {
  return strategy === 'password' ? password : factors[strategy]!
}

/** The session in the path, and its user. @throws FapiError */
function own(c: FapiContext) {
  const box = c.get('box')
  const { client, session } = liveSession(c, c.req.param('id') ?? '')
  const user = box.state.users.get(session.userId)!
  checkUnlocked(box, user)
  return { client, session, user }
}

function begunFor({ status, verification, otherVerifications, secondVerification }: ReverificationRecord) {
  return status === 'needs_first_factor'
    ? { verification, otherVerifications }
    : { verification: secondVerification }
}

function keepFor(waiting: ReverificationRecord, verification: Verification): void {
  if (waiting.status === 'needs_first_factor') setVerification(waiting, verification)
  else waiting.secondVerification = verification
}

async function answer(
  c: FapiContext,
  record: ReverificationRecord,
  status: ReverificationRecord['status'] | 'complete' = record.status,
) {
  const box = c.get('box')
  const { client, session, user } = own(c)
  const { verification, secondVerification } = record
  return withClient(c, {
    object: 'session_reverification',
    status,
    level: record.level,
    session: await serializeSession(c, client, session),
    supported_first_factors: offers(c, user, 'needs_first_factor', status),
    supported_second_factors: offers(c, user, 'needs_second_factor', status),
    first_factor_verification: verification ? serializeVerification(box, verification) : null,
    second_factor_verification: secondVerification ? serializeVerification(box, secondVerification) : null,
  })
}

function offers(c: FapiContext, user: UserRecord, due: ReverificationRecord['status'], status: string) {
  return status === due ? offersFor(c.get('box'), user, { status: due }) : null
}
