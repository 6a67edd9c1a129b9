import { Hono } from 'hono/tiny'
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
import type { UserRecord } from '../../state/state'
import { chooseEmail, choosePhone, readNames } from '../profileFields'

/** What only who has proved to be the user lately may change. */
const stepUp = ['username', 'primary_email_address_id', 'primary_phone_number_id']

/** What users are called, what they look like, and leaving for good. */
export const profileRoutes = new Hono<FapiEnv>()
  .patch('/v1/me', clientCall, (c) => {
    const isStep = stepUp.some((name) => c.get('form').get(name) !== undefined)
    const { user } = isStep ? freshlyAsking(c) : asking(c)
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
