import { Hono } from 'hono'
import type { FapiContext, FapiEnv } from '../http/env'
import { withClient } from '../http/envelope'
import { FapiError, formError, notFound } from '../http/errors'
import { serializeSignIn } from '../resources/signIn'
import { currentClient, ensureClient } from '../security/caller'
import { clientCall } from '../security/middleware'
import { checkPassword, completeSignIn, identifyUser, startSignIn } from '../state/signIns'
import type { ClientRecord, SignInRecord, UserRecord } from '../state/state'

/** `/v1/client/sign_ins`: signing in by password, in one step or in two. */
export const signInRoutes = new Hono<FapiEnv>()
  .post('/v1/client/sign_ins', clientCall, async (c) => {
    const { box, form } = c.var
    const identifier = form.get('identifier')
    const usesPassword = form.get('strategy') !== undefined || Boolean(form.get('password'))
    if (usesPassword && !identifier)
      throw formError('form_param_missing', 'identifier', 'Enter an identifier')
    const user = identifier ? identifyUser(box, currentClient(c), identifier) : undefined
    const password = usesPassword ? readPassword(c) : undefined
    if (user && password !== undefined) checkPassword(user, password)
    // Only now: a refused sign-in leaves nothing behind.
    const client = ensureClient(c)
    const signIn = startSignIn(box, client, user)
    if (user && password !== undefined) complete(c, client, signIn, user)
    return withClient(c, serializeSignIn(box, signIn))
  })
  .get('/v1/client/sign_ins/:id', clientCall, async (c) => {
    const { signIn } = ownSignIn(c)
    return withClient(c, serializeSignIn(c.var.box, signIn))
  })
  .post('/v1/client/sign_ins/:id/attempt_first_factor', clientCall, async (c) => {
    const { box } = c.var
    const { client, signIn } = ownSignIn(c)
    const known = box.state.users.get(signIn.userId ?? '')
    if (signIn.status !== 'needs_first_factor' || !known || signIn.abandonAt <= box.clock.now()) {
      throw new FapiError(400, 'client_state_invalid', 'This sign-in does not wait for a first factor')
    }
    const password = readPassword(c)
    // Much may have happened since the first step: a session of this user, a ban.
    const user = identifyUser(box, client, known.identifier)
    signIn.attempts += 1
    checkPassword(user, password)
    complete(c, client, signIn, user)
    return withClient(c, serializeSignIn(box, signIn))
  })

function complete(c: FapiContext, client: ClientRecord, signIn: SignInRecord, user: UserRecord): void {
  completeSignIn(c.var.box, client, signIn, user)
  c.var.caller.renewed = true
}

/** The password in the form. @throws FapiError when it is missing, or the strategy is another */
function readPassword(c: FapiContext): string {
  const { form } = c.var
  const strategy = form.get('strategy') ?? 'password'
  if (strategy !== 'password') {
    throw new FapiError(
      400,
      'strategy_for_user_invalid',
      `The strategy "${strategy}" is not valid for this account`,
    )
  }
  const password = form.get('password')
  if (password === undefined) throw formError('form_param_missing', 'password', 'Enter a password')
  if (password === '') throw formError('form_param_nil', 'password', 'Enter a password')
  return password
}

function ownSignIn(c: FapiContext): { client: ClientRecord; signIn: SignInRecord } {
  const client = currentClient(c)
  if (!client) throw new FapiError(401, 'authentication_invalid', 'There is no client')
  const signIn = c.var.box.state.signIns.get(c.req.param('id') ?? '')
  if (signIn?.clientId !== client.id) throw notFound('Sign-in')
  return { client, signIn }
}
