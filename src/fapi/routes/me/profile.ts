import { Hono } from 'hono'
import type { FapiContext, FapiEnv } from '../../http/env'
import { withClient } from '../../http/envelope'
import { notFound } from '../../http/errors'
import { readImage } from '../../http/image'
import { mergeMetadata, readMetadata } from '../../http/metadata'
import { serializeUser } from '../../resources/user'
import { asking } from '../../security/asking'
import { freshlyAsking } from '../../security/fresh'
import { clientCall } from '../../security/middleware'
import { deleteUser } from '../../state/deleting'
import { setPrimary } from '../../state/emails'
import { readAttributes } from '../../state/signUpFields'
import type { UserRecord } from '../../state/state'
import { verificationError } from '../../state/verifications'

/** What users are called, what they look like, and leaving for good. */
export const profileRoutes = new Hono<FapiEnv>()
  .patch('/v1/me', clientCall, (c) => {
    const { user } = asking(c)
    const names = readNames(c, user)
    const unsafeMetadata = readMetadata(c.get('form'), 'unsafe_metadata')
    const choose = [chooseEmail(c, user), choosePhone(c, user)]
    Object.assign(user, names, unsafeMetadata && { unsafeMetadata })
    for (const change of choose) change?.()
    return answer(c, user)
  })
  .patch('/v1/me/metadata', clientCall, (c) => {
    const { user } = asking(c)
    const changes = readMetadata(c.get('form'), 'unsafe_metadata') ?? {}
    user.unsafeMetadata = mergeMetadata(user.unsafeMetadata, changes)
    return answer(c, user)
  })
  .post('/v1/me/profile_image', clientCall, async (c) => {
    const { user } = asking(c)
    user.image = await readImage(c)
    user.updatedAt = c.get('box').clock.now()
    const { id, url } = user.image
    return withClient(c, { object: 'image', id, name: null, public_url: url })
  })
  .delete('/v1/me/profile_image', clientCall, (c) => {
    const { user } = asking(c)
    if (!user.image) throw notFound('Image')
    const { id } = user.image
    user.image = undefined
    user.updatedAt = c.get('box').clock.now()
    return withClient(c, { object: 'image', id, deleted: true })
  })
  .delete('/v1/me', clientCall, (c) => {
    const { user } = freshlyAsking(c)
    deleteUser(c.get('box'), user)
    return withClient(c, { object: 'user', id: user.id, deleted: true })
  })

function answer(c: FapiContext, user: UserRecord) {
  user.updatedAt = c.get('box').clock.now()
  return withClient(c, serializeUser(c.get('box'), user))
}

/** The names in the form; an empty one is taken back. What stays as it is need not be free. @throws FapiError 422 */
function readNames(c: FapiContext, user: UserRecord): Partial<UserRecord> {
  const form = c.get('form')
  const said = ['username', 'first_name', 'last_name']
  const { username, first_name, last_name } = readAttributes(c.get('box'), {
    get: (name) =>
      said.includes(name) && !(name === 'username' && form.get(name) === user.username)
        ? form.get(name)
        : undefined,
  })
  return {
    ...(username !== undefined && { username: username || null }),
    ...(first_name !== undefined && { firstName: first_name || null }),
    ...(last_name !== undefined && { lastName: last_name || null }),
  }
}

/** @throws FapiError where it is none of the user's, or not verified */
function chooseEmail(c: FapiContext, user: UserRecord): (() => void) | undefined {
  const wanted = c.get('form').get('primary_email_address_id')
  if (!wanted || wanted === user.emailId) return undefined
  const email = user.emails.find(({ id }) => id === wanted)
  if (!email) throw notFound('Email address')
  if (!email.verified) throw verificationError('missing')
  return () => setPrimary(user, email)
}

/** The first number is the primary one. @throws FapiError where it is none of the user's, or not verified */
function choosePhone(c: FapiContext, user: UserRecord): (() => void) | undefined {
  const wanted = c.get('form').get('primary_phone_number_id')
  if (!wanted) return undefined
  const phone = user.phones.find(({ id }) => id === wanted)
  if (!phone) throw notFound('Phone number')
  if (!phone.verified) throw verificationError('missing')
  return () => {
    user.phones = [phone, ...user.phones.filter((other) => other !== phone)]
  }
}
