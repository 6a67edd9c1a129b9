import { Hono } from 'hono/tiny'
import type { FapiContext, FapiEnv } from '../http/env'
import { withClient } from '../http/envelope'
import { FapiError, formError } from '../http/errors'
import { serializeSignUp } from '../resources/signUp'
import { currentClient, ensureClient } from '../security/caller'
import { checkCaptcha } from '../security/captcha'
import { clientCall } from '../security/middleware'
import { checkCode, checkResend } from '../state/codes'
import { connectionsOf } from '../state/connections'
import { checkRoom } from '../state/signIns'
import { startSignUp, updateSignUp } from '../state/signUpSteps'
import { verificationOf } from '../state/signUps'
import type { ClientRecord, SignUpRecord } from '../state/state'
import { isExternal, verificationError } from '../state/verifications'
import { readTransfer } from '../strategies/externalSignUp'
import { finishSignUp } from '../strategies/finishSignUp'
import { provedByNewcomer, takeProved } from '../strategies/newcomer'
import { ownSignUp, pendingSignUp } from '../strategies/ownSignUp'
import { checkMode, readSaid } from '../strategies/signUpForm'
import { beginWay, checkUnverified, outdated, readWay } from '../strategies/signUpWays'
import { readInvitation } from '../strategies/ticketSignUp'

const path = '/v1/client/sign_ups'

/** `/v1/client/sign_ups`: becoming a user, in as many steps as it takes. */
export const signUpRoutes = new Hono<FapiEnv>()
  .post(path, clientCall, async (c) => {
    const box = c.get('box')
    const invited = c.get('form').get('strategy') === 'ticket' ? await readInvitation(c) : undefined
    checkRoom(box, currentClient(c))
    const isTransfer = c.get('form').get('transfer') === 'true'
    const proved = isTransfer ? provedByNewcomer(c) : undefined
    if (!proved) checkCaptcha(c)
    if (!invited) checkMode(box)
    const said = readSaid(c)
    const transfer = () => (proved ? takeProved(c, proved) : readTransfer(c))
    const begin = invited ?? (isTransfer ? transfer() : beginWay(c, said.fields))
    // Only now: a refused sign-up leaves nothing behind.
    const client = ensureClient(c)
    const signUp = startSignUp(box, client)
    updateSignUp(box, signUp, said)
    begin(signUp)
    return proceed(c, client, signUp)
  })
  .get(`${path}/:id`, clientCall, (c) => answer(c, ownSignUp(c).signUp))
  .patch(`${path}/:id`, clientCall, async (c) => {
    const { client, signUp } = pendingSignUp(c)
    const said = readSaid(c)
    const begin = beginWay(c, { ...signUp.fields, ...said.fields })
    updateSignUp(c.get('box'), signUp, said)
    begin(signUp)
    return proceed(c, client, signUp)
  })
  .get(`${path}/:id/enterprise_connections`, clientCall, (c) => {
    const { fields } = ownSignUp(c).signUp
    const connections = connectionsOf(c.get('box').options, fields.email_address)
    return withClient(
      c,
      connections.map(({ id, name }) => ({ id, name })),
    )
  })
  .post(`${path}/:id/prepare_verification`, clientCall, async (c) => {
    if (isExternal(c.get('form').get('strategy'))) {
      const { client, signUp } = pendingSignUp(c)
      if (signUp.external?.verified) throw verificationError('verified')
      beginWay(c, signUp.fields)(signUp)
      return proceed(c, client, signUp)
    }
    const way = readWay(c)
    checkUnverified(ownSignUp(c).signUp, way)
    const { client, signUp } = pendingSignUp(c)
    if (!signUp.fields[way.field]) {
      throw new FapiError(400, 'client_state_invalid', `This sign-up has no ${way.field} to verify`)
    }
    const begin = beginWay(c, signUp.fields)
    checkResend(c.get('box'), signUp[way.slot])
    begin(signUp)
    return proceed(c, client, signUp)
  })
  .post(`${path}/:id/attempt_verification`, clientCall, async (c) => {
    const way = readWay(c)
    if (way.strategy === 'email_link') throw verificationError('strategy')
    const code = c.get('form').get('code')
    if (!code) throw formError('form_param_missing', 'code', 'Enter a code')
    checkUnverified(ownSignUp(c).signUp, way)
    const { client, signUp } = pendingSignUp(c)
    const begun = signUp[way.slot]
    if (begun?.strategy !== way.strategy) throw verificationError('missing')
    if (begun !== verificationOf(signUp, way.field)) throw outdated()
    checkCode(c.get('box'), begun, code)
    return proceed(c, client, signUp)
  })

/** Answers with the sign-up; one that lacks nothing is completed first. */
function proceed(c: FapiContext, client: ClientRecord, signUp: SignUpRecord): Promise<Response> {
  finishSignUp(c, client, signUp)
  return answer(c, signUp)
}

function answer(c: FapiContext, signUp: SignUpRecord): Promise<Response> {
  return withClient(c, serializeSignUp(c.get('box'), signUp))
}
