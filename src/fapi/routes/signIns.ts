import { Hono } from 'hono/tiny'
import { beyond } from '../http/beyond'
import type { FapiContext, FapiEnv } from '../http/env'
import { formError } from '../http/errors'
import { currentClient, ensureClient, requireClient } from '../security/caller'
import { clientCall } from '../security/middleware'
import { begunVerification, identifyUser, setVerification, startSignIn } from '../state/signIns'
import type { UserRecord } from '../state/state'
import type { Stranger } from '../state/strangers'
import { type Verification, verificationError } from '../state/verifications'
import { findFirstFactor, isFirstFactor } from '../strategies/firstFactors'
import { goOn } from '../strategies/goOn'
import { loadFactor } from '../strategies/loadFactor'
import { type Asked, strategyUnknown } from '../strategies/offers'
import { prove } from '../strategies/prove'
import { findStart } from '../strategies/starts'
import { answerSignIn, ownSignIn, waitingSignIn } from '../strategies/steps'

const path = '/v1/client/sign_ins'

/** `/v1/client/sign_ins`: signing in by password, in one step or in two. The other steps are in `signInSteps.ts`. */
export const signInRoutes = new Hono<FapiEnv>()
  .post(path, clientCall, async (c) => {
    const box = c.get('box')
    const form = c.get('form')
    const identifier = form.get('identifier')?.trim()
    const strategy = form.get('strategy') || (form.get('password') && 'password')
    const start = await findStart(c, strategy)
    if (start) return start(c)
    if (strategy && !identifier && !isFirstFactor(strategy)) throw strategyUnknown(strategy)
    if (strategy && !identifier) throw formError('form_param_missing', 'identifier', 'Enter an identifier')
    if (identifier === '') throw formError('form_param_nil', 'identifier', 'Enter an identifier')
    const stranger = await readStranger(c)
    const identify = () =>
      identifier ? identifyUser(box, currentClient(c), identifier, stranger) : undefined
    const known = identify()
    const asked = { identifier: identifier!, status: 'needs_first_factor', stranger } as const
    const verification = known && strategy ? await begin(c, known, asked, strategy) : undefined
    // Again, as another request may have signed in meanwhile; and only now, as a refused sign-in leaves nothing behind.
    const user = identify()
    const client = ensureClient(c)
    const signIn = startSignIn(box, client, user, {
      identifier: identifier || undefined,
      locale: form.get('locale') || undefined,
      stranger,
      verification,
    })
    if (user && verification?.verified) goOn(c, client, signIn, user)
    return answerSignIn(c, signIn)
  })
  .get(`${path}/:id`, clientCall, async (c) => answerSignIn(c, ownSignIn(c, requireClient(c))))
  .post(`${path}/:id/attempt_first_factor`, clientCall, async (c) => {
    const own = ownSignIn(c, requireClient(c))
    if (own.verification?.verified) throw verificationError('verified')
    if (!own.userId && own.verification?.strategy === 'passkey')
      return (await beyond()).attemptByPasskey(c, own)
    const { client, signIn, user } = waitingSignIn(c, 'needs_first_factor')
    const strategy = c.get('form').get('strategy') || 'password'
    findFirstFactor(c.get('box'), user, signIn, strategy)
    const begun = begunVerification(signIn, strategy)
    const keep = (verification: Verification) => setVerification(signIn, verification)
    await prove(c, await loadFactor(strategy), { user, strategy, begun, keep })
    // Another request may have taken this step meanwhile, or led to another user.
    if (waitingSignIn(c, 'needs_first_factor').user.id !== user.id) throw verificationError('missing')
    goOn(c, client, signIn, user)
    if (signIn.status === 'needs_new_password' && c.get('form').get('password')) {
      const { resetPassword } = await beyond()
      resetPassword(c, waitingSignIn(c, 'needs_new_password'))
    }
    return answerSignIn(c, signIn)
  })

/** For whom nobody is taken here, if for anybody. @throws FapiError where who wants to become a user cannot */
async function readStranger(c: FapiContext): Promise<Stranger | undefined> {
  if (c.get('form').get('sign_up_if_missing') !== 'true')
    return c.get('box').options.enumerationProtection ? 'nobody' : undefined
  const { checkNewcomer } = await beyond()
  checkNewcomer(c)
  return 'newcomer'
}

/** The first step with a strategy at hand: what can be sent is sent, what can be checked is checked. */
async function begin(
  c: FapiContext,
  user: UserRecord,
  asked: Asked,
  strategy: string,
): Promise<Verification> {
  const offers = findFirstFactor(c.get('box'), user, asked, strategy)
  const factor = await loadFactor(strategy)
  return factor.send ? factor.send(c, { user, asked, offers }) : prove(c, factor, { user, strategy })
}
