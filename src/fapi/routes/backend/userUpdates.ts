import { Hono } from 'hono/tiny'
import type { FapiContext, FapiEnv } from '../../http/env'
import { FapiError } from '../../http/errors'
import { readFlag } from '../../http/flag'
import { readImage } from '../../http/image'
import { mergeMetadata, readMetadata } from '../../http/metadata'
import { readPage } from '../../http/page'
import { checkQuery } from '../../http/query'
import { readText } from '../../http/text'
import { serializeBackendUser } from '../../resources/backendUser'
import { serializeOwnInvitation } from '../../resources/invitation'
import { serializeMembership } from '../../resources/organization'
import { secretCall } from '../../security/middleware'
import { invitationsOf } from '../../state/joining'
import { membershipsOf } from '../../state/organizations'
import { checkPassword } from '../../state/passwords'
import { secondFactorRemoved } from '../../state/secondFactors'
import { revokeSession, sessionsOf } from '../../state/sessions'
import type { UserRecord } from '../../state/state'
import { totpStep } from '../../state/totp'
import { incorrectCode } from '../../state/verifications'
import { chooseEmail, choosePhone, readNames } from '../profileFields'
import { userInPath } from './findUsers'
import { readMore } from './newUser'

const path = '/v1/users/:id'
const kinds = { public: 'publicMetadata', private: 'privateMetadata', unsafe: 'unsafeMetadata' } as const

/** What servers do to a user. */
export const userUpdateRoutes = new Hono<FapiEnv>()
  .patch(path, secretCall, (c) => {
    const box = c.get('box')
    const user = userInPath(c)
    const form = c.get('form')
    const said = { ...readNames(c, user), ...readMore(c, user), ...readPassword(c, user) }
    const choose = [chooseEmail(c, user), choosePhone(c, user)]
    for (const [field, value] of Object.entries(said))
      if (value !== undefined) Reflect.set(user, field, value)
    for (const change of choose) change?.()
    if (readFlag(form, 'sign_out_of_other_sessions'))
      for (const session of sessionsOf(box, user)) revokeSession(box, session)
    return answer(c, user)
  })
  .on(['PATCH', 'PUT'], `${path}/metadata`, secretCall, (c) => {
    const user = userInPath(c)
    for (const [kind, field] of Object.entries(kinds)) {
      const said = readMetadata(c.get('form'), `${kind as keyof typeof kinds}_metadata`)
      if (said) user[field] = c.req.method === 'PUT' ? said : mergeMetadata(user[field] ?? {}, said)
    }
    return answer(c, user)
  })
  .post(`${path}/profile_image`, secretCall, async (c) => {
    const user = userInPath(c)
    user.image = await readImage(c)
    return answer(c, user)
  })
  .delete(`${path}/profile_image`, secretCall, (c) => {
    const user = userInPath(c)
    user.image = undefined
    return answer(c, user)
  })
  .post(`${path}/verify_password`, secretCall, (c) => {
    const user = userInPath(c)
    if (readText(c, 'password') === user.password) return c.json({ verified: true })
    throw new FapiError(422, 'incorrect_password', 'The password is not the user’s')
  })
  .post(`${path}/remove_password`, secretCall, (c) => {
    const user = userInPath(c)
    user.password = undefined
    return answer(c, user)
  })
  .post(`${path}/verify_totp`, secretCall, async (c) => {
    const user = userInPath(c)
    const { totpSecret } = user
    if (!totpSecret) throw new FapiError(400, 'totp_not_enabled', 'The user has no authenticator app')
    const step = await totpStep(c.get('box'), totpSecret, readText(c, 'code'))
    if (step === undefined) throw incorrectCode()
    return c.json({ verified: true, code_type: 'totp' })
  })
  .delete(`${path}/:factor{(?:mfa|totp|backup_code)}`, secretCall, (c) => {
    const user = userInPath(c)
    const factor = c.req.param('factor')
    if (factor !== 'backup_code') Object.assign(user, { totpSecret: undefined, totpPending: undefined })
    if (factor === 'mfa') for (const phone of user.phones) phone.isSecondFactor = false
    if (factor !== 'totp') user.backupCodes = undefined
    secondFactorRemoved(c.get('box'), user)
    return c.json({ user_id: user.id })
  })
  .get(`${path}/organization_memberships`, secretCall, (c) => {
    checkQuery(c, [])
    const user = userInPath(c)
    const memberships = membershipsOf(c.get('box'), user.id)
    return c.json(
      readPage(
        c,
        memberships.map((membership) => ({
          ...serializeMembership(membership, user),
          private_metadata: membership.member.privateMetadata ?? {},
        })),
      ),
    )
  })
  .get(`${path}/organization_invitations`, secretCall, (c) => {
    checkQuery(c, ['status'])
    const wanted = c.get('query').get('status')?.split(',')
    const invited = invitationsOf(c.get('box'), userInPath(c))
    const fitting = invited.filter(({ invitation }) => wanted?.includes(invitation.status) ?? true)
    return c.json(
      readPage(
        c,
        fitting.map((each) => ({ ...serializeOwnInvitation(each), organization_id: each.organization.id })),
      ),
    )
  })

/** @throws FapiError 422 */
function readPassword(c: FapiContext, user: UserRecord): Partial<UserRecord> {
  const box = c.get('box')
  const form = c.get('form')
  const password = form.get('password')
  if (!password) return {}
  if (!readFlag(form, 'skip_password_checks')) checkPassword(box, password, user)
  return { password, passwordChangedAt: box.clock.now() }
}

function answer(c: FapiContext, user: UserRecord): Response {
  const box = c.get('box')
  user.updatedAt = box.clock.now()
  return c.json(serializeBackendUser(box, user))
}
