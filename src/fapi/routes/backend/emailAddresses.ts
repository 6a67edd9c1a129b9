import { Hono } from 'hono/tiny'
import type { FapiContext, FapiEnv } from '../../http/env'
import { formError, notFound } from '../../http/errors'
import { readFlag } from '../../http/flag'
import { readText } from '../../http/text'
import { serializeEmails } from '../../resources/email'
import { secretCall } from '../../security/middleware'
import { addEmail, checkFree, removeEmail, setPrimary, verifyEmail } from '../../state/emails'
import { readAttributes } from '../../state/signUpFields'
import type { UserRecord } from '../../state/state'
import { emailOf } from '../../state/users'
import { verificationError } from '../../state/verifications'
import { userNamed } from './findUsers'

const path = '/v1/email_addresses'

/** `/v1/email_addresses` of the Backend API: servers say by themselves that one is verified. */
export const backendEmailRoutes = new Hono<FapiEnv>()
  .post(path, secretCall, (c) => {
    const box = c.get('box')
    const user = userNamed(c)
    const [verified, primary] = readWanted(c)
    const emailAddress = readAttributes(box, {
      get: (name) => (name === 'email_address' ? readText(c, name) : undefined),
    }).email_address!
    if (primary && !verified) throw verificationError('missing')
    const email = addEmail(box, user, emailAddress)
    if (verified) verifyEmail(box, user, email)
    if (primary && email.id !== user.emailId) setPrimary(user, email)
    return answer(c, user, email.id)
  })
  .get(`${path}/:id`, secretCall, (c) => answer(c, ownerOf(c), c.req.param('id')))
  .patch(`${path}/:id`, secretCall, (c) => {
    const box = c.get('box')
    const user = ownerOf(c)
    const [verified, primary] = readWanted(c)
    const email = user.emails.find(({ id }) => id === c.req.param('id'))
    if (email) {
      if (verified) checkFree(box, user, email)
      if (primary && !(verified ?? email.verified)) throw verificationError('missing')
      if (verified && !email.verified) verifyEmail(box, user, email)
      else if (verified === false) Object.assign(email, { verified, verification: undefined })
      if (primary && email.id !== user.emailId) setPrimary(user, email)
    } else if (verified === false) {
      throw formError('form_param_value_invalid', 'verified', 'What the user goes by stays verified')
    }
    return answer(c, user, c.req.param('id'))
  })
  .delete(`${path}/:id`, secretCall, (c) => {
    const id = c.req.param('id')
    const user = ownerOf(c)
    removeEmail(user, id)
    user.updatedAt = c.get('box').clock.now()
    return c.json({ object: 'email_address', id, deleted: true })
  })

const readWanted = (c: FapiContext) =>
  ['verified', 'primary'].map((name) => readFlag(c.get('form'), name)) as [
    verified: boolean | undefined,
    primary: boolean | undefined,
  ]

/** The user whose address is in the path. @throws FapiError 404 */
function ownerOf(c: FapiContext): UserRecord {
  const wanted = c.req.param('id')
  const owner = [...c.get('box').state.users.values()].find(
    (user) => (emailOf(user) && user.emailId === wanted) || user.emails.some(({ id }) => id === wanted),
  )
  if (!owner) throw notFound('Email address')
  return owner
}

function answer(c: FapiContext, user: UserRecord, id: string): Response {
  const box = c.get('box')
  if (c.req.method !== 'GET') user.updatedAt = box.clock.now()
  return c.json(serializeEmails(box, user).find((email) => email.id === id)!)
}
