import { Hono } from 'hono/tiny'
import type { FapiContext, FapiEnv } from '../../http/env'
import { FapiError, formError, notFound } from '../../http/errors'
import { readFlag } from '../../http/flag'
import { readText } from '../../http/text'
import { serializePhone } from '../../resources/phone'
import { secretCall } from '../../security/middleware'
import { lastIdentification } from '../../state/emails'
import { addPhone } from '../../state/phones'
import { secondFactorAdded, secondFactorRemoved } from '../../state/secondFactors'
import { readAttributes } from '../../state/signUpFields'
import type { PhoneRecord, UserRecord } from '../../state/state'
import { findUser } from '../../state/users'
import { verificationError } from '../../state/verifications'
import { userNamed } from './findUsers'

const path = '/v1/phone_numbers'

interface Wanted {
  verified: boolean | undefined
  primary: boolean | undefined
  reserved: boolean | undefined
}

/** `/v1/phone_numbers` of the Backend API: servers say by themselves that one is verified. */
export const backendPhoneRoutes = new Hono<FapiEnv>()
  .post(path, secretCall, (c) => {
    const box = c.get('box')
    const user = userNamed(c)
    const wanted = readWanted(c)
    const number = readAttributes(box, {
      get: (name) => (name === 'phone_number' ? readText(c, name) : undefined),
    }).phone_number!
    if ((wanted.primary || wanted.reserved) && !wanted.verified) throw verificationError('missing')
    const phone = addPhone(box, user, number)
    apply(c, user, phone, wanted)
    return answer(c, user, phone)
  })
  .get(`${path}/:id`, secretCall, (c) => {
    const { user, phone } = find(c)
    return answer(c, user, phone)
  })
  .patch(`${path}/:id`, secretCall, (c) => {
    const { user, phone } = find(c)
    const wanted = readWanted(c)
    const { verified = phone.verified, primary, reserved } = wanted
    if ((primary || reserved) && !verified) throw verificationError('missing')
    if (!verified && phone.number === user.identifier)
      throw formError('form_param_value_invalid', 'verified', 'What the user goes by stays verified')
    const taken = findUser(c.get('box').state.users, phone.number)
    if (verified && taken && taken !== user)
      throw new FapiError(400, 'identification_claimed', 'Another user has taken this number meanwhile')
    apply(c, user, phone, wanted)
    return answer(c, user, phone)
  })
  .delete(`${path}/:id`, secretCall, (c) => {
    const { user, phone } = find(c)
    if (phone.number === user.identifier) throw lastIdentification('number')
    user.phones = user.phones.filter((other) => other !== phone)
    secondFactorRemoved(c.get('box'), user)
    return c.json({ object: 'phone_number', id: phone.id, deleted: true })
  })

const readWanted = (c: FapiContext): Wanted => ({
  verified: readFlag(c.get('form'), 'verified'),
  primary: readFlag(c.get('form'), 'primary'),
  reserved: readFlag(c.get('form'), 'reserved_for_second_factor'),
})

/** One that is not verified is no second factor either. */
function apply(
  c: FapiContext,
  user: UserRecord,
  phone: PhoneRecord,
  { verified, primary, reserved }: Wanted,
): void {
  const box = c.get('box')
  if (verified !== undefined && verified !== phone.verified)
    Object.assign(phone, { verified, verification: undefined })
  if (primary) user.phones = [phone, ...user.phones.filter((other) => other !== phone)]
  const isSecondFactor = phone.verified && (reserved ?? phone.isSecondFactor)
  if (isSecondFactor === phone.isSecondFactor) return
  phone.isSecondFactor = isSecondFactor
  if (isSecondFactor) secondFactorAdded(box, user)
  else secondFactorRemoved(box, user)
}

function find(c: FapiContext): { user: UserRecord; phone: PhoneRecord } {
  for (const user of c.get('box').state.users.values()) {
    const phone = user.phones.find(({ id }) => id === c.req.param('id'))
    if (phone) return { user, phone }
  }
  throw notFound('Phone number')
}

function answer(c: FapiContext, user: UserRecord, phone: PhoneRecord): Response {
  const box = c.get('box')
  if (c.req.method !== 'GET') user.updatedAt = box.clock.now()
  return c.json(serializePhone(box, user, phone))
}
