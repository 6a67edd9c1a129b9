import { notFound } from '../http/errors'
import { checkCode } from '../state/verifications'
import type { Factor } from './factor'
import { sendCode } from './sendCode'

export const emailCode: Factor = {
  strategy: 'email_code',
  field: 'code',
  offer: ({ emailId, identifier }) => ({
    strategy: 'email_code',
    email_address_id: emailId,
    safe_identifier: identifier,
    primary: true,
  }),
  send(c, user) {
    const id = c.get('form').get('email_address_id')
    if (id && id !== user.emailId) throw notFound('Email address')
    return sendCode(c, user.identifier, 'sign-in')
  },
  check: (box, _, verification, proof) => checkCode(box, verification, proof),
}
