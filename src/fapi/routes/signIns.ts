import { Hono } from 'hono'
import type { FapiContext, FapiEnv } from '../http/env'
import { withClient } from '../http/envelope'
import { FapiError, formError, notFound } from '../http/errors'
import { serializeSignIn } from '../resources/signIn'
import { admitUser, currentClient, ensureClient, requireClient } from '../security/caller'
import { clientCall } from '../security/middleware'
import { begunVerification, identifyUser, setVerification, signInStatus, startSignIn } from '../state/signIns'
import type { ClientRecord, SignInRecord, UserRecord } from '../state/state'
import { startVerification, type Verification, verificationError } from '../state/verifications'
import type { Factor } from '../strategies/factor'
import { findFirstFactor, strategyInvalid } from '../strategies/firstFactors'
import { findStart } from '../strategies/starts'

const path = '/v1/client/sign_ins'

/** `/v1/client/sign_ins`: signing in, in one step or in two. */
export const signInRoutes = new Hono<FapiEnv>()
  .post(path, clientCall, async (c) => {
    const box = c.get('box')
    const form = c.get('form')
    const identifier = form.get('identifier')
    const strategy = form.get('strategy') || (form.get('password') && 'password')
    const start = await findStart(form.get('transfer') === 'true' ? 'transfer' : (strategy ?? ''))
    if (start) return start(c)
    if (strategy && !identifier) throw formError('form_param_missing', 'identifier', 'Enter an identifier')
    const user = identifier ? identifyUser(box, currentClient(c), identifier) : undefined
    const verification = user && strategy ? begin(c, user, findFirstFactor(user, strategy)) : undefined
    // Only now: a refused sign-in leaves nothing behind.
    const client = ensureClient(c)
    const signIn = startSignIn(box, client, user, verification)
    return proceed(c, client, signIn, user)
  })
  .get(`${path}/:id`, clientCall, async (c) => {
    return withClient(c, serializeSignIn(c.get('box'), ownSignIn(c, requireClient(c))))
  })
  .post(`${path}/:id/prepare_first_factor`, clientCall, async (c) => {
    const { client, signIn, user } = waitingSignIn(c)
    const factor = findFirstFactor(user, readStrategy(c))
    if (!factor.send) throw strategyInvalid(factor.strategy)
    setVerification(signIn, factor.send(c, user))
    return proceed(c, client, signIn, user)
  })
  .post(`${path}/:id/attempt_first_factor`, clientCall, async (c) => {
    const { client, signIn, user } = waitingSignIn(c)
    const factor = findFirstFactor(user, c.get('form').get('strategy') || 'password')
    const proof = readProof(c, factor)
    const begun = begunVerification(signIn, factor.strategy)
    if (!begun && factor.send) throw verificationError('missing')
    const verification = begun ?? startVerification(factor.strategy)
    setVerification(signIn, verification)
    factor.check(c.get('box'), user, verification, proof)
    return proceed(c, client, signIn, user)
  })

/** The first step with a strategy at hand: what can be sent is sent, what can be checked is checked. */
function begin(c: FapiContext, user: UserRecord, factor: Factor): Verification {
  if (factor.send) return factor.send(c, user)
  const verification = startVerification(factor.strategy)
  factor.check(c.get('box'), user, verification, readProof(c, factor))
  return verification
}

/** Answers with the sign-in; one whose factor is verified is completed first. */
function proceed(c: FapiContext, client: ClientRecord, signIn: SignInRecord, user: UserRecord | undefined) {
  if (user && signIn.verification?.verified) {
    signIn.createdSessionId = admitUser(c, client, user, signIn.verification.strategy).id
    signIn.status = 'complete'
  }
  return withClient(c, serializeSignIn(c.get('box'), signIn))
}

function readStrategy(c: FapiContext): string {
  const strategy = c.get('form').get('strategy')
  if (!strategy) throw formError('form_param_missing', 'strategy', 'Choose a strategy')
  return strategy
}

function readProof(c: FapiContext, { field }: Factor): string {
  const proof = c.get('form').get(field)
  if (!proof) {
    throw formError(proof === '' ? 'form_param_nil' : 'form_param_missing', field, `Enter a ${field}`)
  }
  return proof
}

function ownSignIn(c: FapiContext, client: ClientRecord): SignInRecord {
  const signIn = c.get('box').state.signIns.get(c.req.param('id') ?? '')
  if (signIn?.clientId !== client.id) throw notFound('Sign-in')
  return signIn
}

/** The sign-in in the path, if it waits for a first factor and its user may still sign in. */
function waitingSignIn(c: FapiContext) {
  const box = c.get('box')
  const client = requireClient(c)
  const signIn = ownSignIn(c, client)
  const known = box.state.users.get(signIn.userId ?? '')
  if (signInStatus(box, signIn) !== 'needs_first_factor' || !known) {
    throw new FapiError(400, 'client_state_invalid', 'This sign-in does not wait for a first factor')
  }
  // Much may have happened since the first step: a session of this user, a ban.
  return { client, signIn, user: identifyUser(box, client, known.identifier) }
}
