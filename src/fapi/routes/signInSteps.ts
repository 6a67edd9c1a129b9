import { Hono } from 'hono/tiny'
import type { FapiContext, FapiEnv } from '../http/env'
import { requireClient } from '../security/caller'
import { clientCall } from '../security/middleware'
import { checkResend } from '../state/codes'
import { begunVerification, setVerification } from '../state/signIns'
import type { SignInStatus } from '../state/state'
import { isExternal, type Verification, verificationError } from '../state/verifications'
import { prepareExternal } from '../strategies/externalSignIn'
import type { Sending } from '../strategies/factor'
import { factors } from '../strategies/factors'
import { findFirstFactor } from '../strategies/firstFactors'
import { complete } from '../strategies/goOn'
import { strategyInvalid } from '../strategies/offers'
import { prove } from '../strategies/prove'
import { resetPassword } from '../strategies/resetPassword'
import { findSecondFactor } from '../strategies/secondFactors'
import { answerSignIn, ownSignIn, readStrategy, waitingSignIn } from '../strategies/steps'

const path = '/v1/client/sign_ins/:id'
const second = ['needs_second_factor', 'needs_client_trust'] as const satisfies SignInStatus[]

/** The steps of signing in that a password alone does not need. */
export const signInStepRoutes = new Hono<FapiEnv>()
  .post(`${path}/prepare_first_factor`, clientCall, async (c) => {
    if (isExternal(c.get('form').get('strategy'))) return prepareExternal(c)
    const { signIn, user } = waitingSignIn(c, 'needs_first_factor')
    const strategy = readStrategy(c)
    const offers = findFirstFactor(c.get('box'), user, signIn, strategy)
    checkResend(c.get('box'), begunVerification(signIn, strategy))
    setVerification(signIn, await send(c, strategy, { user, asked: signIn, offers }))
    return answerSignIn(c, signIn)
  })
  .post(`${path}/prepare_second_factor`, clientCall, async (c) => {
    const { signIn, user } = waitingSignIn(c, ...second)
    const strategy = readStrategy(c)
    const offers = findSecondFactor(c.get('box'), user, signIn, strategy)
    const last = signIn.secondVerification
    if (last?.strategy === strategy) checkResend(c.get('box'), last)
    signIn.secondVerification = await send(c, strategy, { user, asked: signIn, offers })
    return answerSignIn(c, signIn)
  })
  .post(`${path}/attempt_second_factor`, clientCall, async (c) => {
    if (ownSignIn(c, requireClient(c)).secondVerification?.verified) throw verificationError('verified')
    const { signIn, user } = waitingSignIn(c, ...second)
    const strategy = readStrategy(c)
    findSecondFactor(c.get('box'), user, signIn, strategy)
    const last = signIn.secondVerification
    await prove(c, factors[strategy]!, {
      user,
      strategy,
      begun: last?.strategy === strategy ? last : undefined,
      keep(verification) {
        signIn.secondVerification = verification
      },
    })
    // Another request may have taken this step meanwhile.
    const { client } = waitingSignIn(c, ...second)
    complete(c, client, signIn, user)
    return answerSignIn(c, signIn)
  })
  .post(`${path}/reset_password`, clientCall, async (c) => {
    const waiting = waitingSignIn(c, 'needs_new_password')
    resetPassword(c, waiting)
    return answerSignIn(c, waiting.signIn)
  })

/** @throws FapiError where there is nothing to send */
async function send(c: FapiContext, strategy: string, sending: Sending): Promise<Verification> {
  const factor = factors[strategy]
  if (!factor?.send) throw strategyInvalid(strategy)
  return factor.send(c, sending)
}
