import { Hono } from 'hono/tiny'
import type { FapiContext, FapiEnv } from '../../http/env'
import { withClient } from '../../http/envelope'
import { formError, notFound } from '../../http/errors'
import { readText } from '../../http/text'
import { serializeEmail, serializeEmails } from '../../resources/email'
import { asking } from '../../security/asking'
import { currentClient } from '../../security/caller'
import { freshlyAsking } from '../../security/fresh'
import { clientCall } from '../../security/middleware'
import { checkCode, checkResend } from '../../state/codes'
import { connectionsOf } from '../../state/connections'
import { addEmail, checkFree, removeEmail, verifyEmail } from '../../state/emails'
import { readAttributes } from '../../state/signUpFields'
import type { EmailRecord, UserRecord } from '../../state/state'
import { emailOf } from '../../state/users'
import { verificationError } from '../../state/verifications'
import { sendLink } from '../../strategies/emailLink'
import { checkWayIn } from '../../strategies/firstFactors'
import { strategyDisabled } from '../../strategies/offers'
import { sendCode } from '../../strategies/sendCode'
import { readStrategy } from '../../strategies/steps'

const path = '/v1/me/email_addresses'

/** A user's e-mail addresses. */
export const emailRoutes = new Hono<FapiEnv>()
  .post(path, clientCall, (c) => {
    const box = c.get('box')
    const { user } = freshlyAsking(c)
    const emailAddress = readAttributes(box, {
      get: (name) => (name === 'email_address' ? readText(c, name) : undefined),
    }).email_address!
    if (connectionsOf(box.options, emailAddress).length > 0) {
      const message = 'Addresses of this domain come by their enterprise connection'
      throw formError('email_domain_reserved_by_saml', 'email_address', message)
    }
    const email = addEmail(box, user, emailAddress)
    return answer(c, user, email)
  })
  .get(`${path}/:id`, clientCall, (c) => {
    const { user } = asking(c)
    const email = serializeEmails(c.get('box'), user).find(({ id }) => id === c.req.param('id'))
    if (!email) throw notFound('Email address')
    return withClient(c, email)
  })
  .post(`${path}/:id/prepare_verification`, clientCall, (c) => {
    const box = c.get('box')
    const { user, email } = ownEmail(c, asking(c).user)
    const strategy = readStrategy(c)
    if (strategy !== 'email_code' && strategy !== 'email_link') {
      throw formError('form_param_value_invalid', 'strategy', `No address is verified by "${strategy}"`)
    }
    if (!box.options.strategies.has(strategy)) throw strategyDisabled(strategy)
    if (email.verified) throw verificationError('verified')
    checkResend(box, email.verification)
    email.clientId = currentClient(c)!.id
    const send = strategy === 'email_code' ? sendCode : sendLink
    email.verification = send(c, email.emailAddress, 'verification')
    return answer(c, user, email)
  })
  .post(`${path}/:id/attempt_verification`, clientCall, (c) => {
    const { user, email } = ownEmail(c, asking(c).user)
    const code = readText(c, 'code')
    if (email.verified) throw verificationError('verified')
    if (!email.verification) throw verificationError('missing')
    if (email.verification.strategy !== 'email_code') throw verificationError('strategy')
    checkFree(c.get('box'), user, email)
    checkCode(c.get('box'), email.verification, code)
    verifyEmail(c.get('box'), user, email)
    return answer(c, user, email)
  })
  .delete(`${path}/:id`, clientCall, (c) => {
    const { user } = freshlyAsking(c)
    const id = c.req.param('id')
    const isPrimary = id === user.emailId && emailOf(user)
    if (isPrimary || ownEmail(c, user).email.verified) {
      const left = { ...user }
      removeEmail(left, id)
      checkWayIn(c.get('box'), left, 'address')
    }
    removeEmail(user, id)
    user.updatedAt = c.get('box').clock.now()
    return withClient(c, { object: 'email_address', id, deleted: true })
  })

function answer(c: FapiContext, user: UserRecord, email: EmailRecord) {
  user.updatedAt = c.get('box').clock.now()
  return withClient(c, serializeEmail(c.get('box'), user, email))
}

/** One besides the primary address, which is verified and stays so. */
function ownEmail(c: FapiContext, user: UserRecord) {
  const id = c.req.param('id')
  if (id === user.emailId && emailOf(user)) throw verificationError('verified')
  const email = user.emails.find((candidate) => candidate.id === id)
  if (!email) throw notFound('Email address')
  return { user, email }
}
