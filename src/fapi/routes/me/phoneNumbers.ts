import { Hono } from 'hono/tiny'
import type { FapiContext, FapiEnv } from '../../http/env'
import { withClient } from '../../http/envelope'
import { FapiError, formError, notFound } from '../../http/errors'
import { readText } from '../../http/text'
import { serializePhone } from '../../resources/phone'
import { asking } from '../../security/asking'
import { freshlyAsking } from '../../security/fresh'
import { clientCall } from '../../security/middleware'
import { checkCode, checkResend } from '../../state/codes'
import { lastIdentification } from '../../state/emails'
import { addPhone } from '../../state/phones'
import { secondFactorAdded, secondFactorRemoved } from '../../state/secondFactors'
import { readAttributes } from '../../state/signUpFields'
import type { PhoneRecord, UserRecord } from '../../state/state'
import { findUser } from '../../state/users'
import { verificationError } from '../../state/verifications'
import { checkWayIn } from '../../strategies/firstFactors'
import { strategyDisabled } from '../../strategies/offers'
import { sendCode } from '../../strategies/sendCode'
import { readStrategy } from '../../strategies/steps'

const path = '/v1/me/phone_numbers'

/** A user's telephone numbers. */
export const phoneRoutes = new Hono<FapiEnv>()
  .post(path, clientCall, (c) => {
    const box = c.get('box')
    const { user } = freshlyAsking(c)
    checkOn(c)
    readText(c, 'phone_number')
    const number = readAttributes(box, { get: (name) => onlyPhone(c, name) }).phone_number!
    const phone = addPhone(box, user, number)
    return answer(c, user, phone)
  })
  .post(`${path}/:id/prepare_verification`, clientCall, (c) => {
    const { user, phone } = ownPhone(c, asking(c).user)
    const strategy = readStrategy(c)
    if (strategy !== 'phone_code') {
      throw formError('form_param_value_invalid', 'strategy', `No number is verified by "${strategy}"`)
    }
    checkOn(c)
    if (phone.verified) throw verificationError('verified')
    checkResend(c.get('box'), phone.verification)
    phone.verification = sendCode(c, phone.number, 'verification')
    return answer(c, user, phone)
  })
  .post(`${path}/:id/attempt_verification`, clientCall, (c) => {
    const box = c.get('box')
    const { user, phone } = ownPhone(c, asking(c).user)
    const code = readText(c, 'code')
    if (phone.verified) throw verificationError('verified')
    if (!phone.verification) throw verificationError('missing')
    const taken = findUser(box.state.users, phone.number)
    if (taken && taken !== user) {
      throw new FapiError(400, 'identification_claimed', 'Another user has taken this number meanwhile')
    }
    checkCode(box, phone.verification, code)
    phone.verified = true
    return answer(c, user, phone)
  })
  .patch(`${path}/:id`, clientCall, (c) => {
    const { user, phone } = ownPhone(c, freshlyAsking(c).user)
    const reserved = c.get('form').get('reserved_for_second_factor')
    if (reserved !== undefined && reserved !== 'true' && reserved !== 'false') {
      throw formError('form_param_value_invalid', 'reserved_for_second_factor', 'Say true or false')
    }
    if (reserved === 'true') {
      checkOn(c)
      if (!phone.verified) throw verificationError('missing')
      phone.isSecondFactor = true
      return answer(c, user, phone, secondFactorAdded(c.get('box'), user))
    }
    if (reserved === 'false') {
      phone.isSecondFactor = false
      secondFactorRemoved(c.get('box'), user)
    }
    return answer(c, user, phone)
  })
  .delete(`${path}/:id`, clientCall, (c) => {
    const { user, phone } = ownPhone(c, freshlyAsking(c).user)
    if (phone.verified && phone.number === user.identifier) throw lastIdentification('number')
    const phones = user.phones.filter((other) => other !== phone)
    if (phone.verified) checkWayIn(c.get('box'), { ...user, phones }, 'number')
    user.phones = phones
    secondFactorRemoved(c.get('box'), user)
    return withClient(c, { object: 'phone_number', id: phone.id, deleted: true })
  })

function answer(c: FapiContext, user: UserRecord, phone: PhoneRecord, backupCodes: string[] | null = null) {
  user.updatedAt = c.get('box').clock.now()
  return withClient(c, { ...serializePhone(c.get('box'), user, phone), backup_codes: backupCodes })
}

function ownPhone(c: FapiContext, user: UserRecord) {
  const phone = user.phones.find(({ id }) => id === c.req.param('id'))
  if (!phone) throw notFound('Phone number')
  return { user, phone }
}

function checkOn(c: FapiContext): void {
  if (!c.get('box').options.strategies.has('phone_code')) throw strategyDisabled('phone_code')
}

function onlyPhone(c: FapiContext, name: string): string | undefined {
  return name === 'phone_number' ? c.get('form').get(name) : undefined
}
