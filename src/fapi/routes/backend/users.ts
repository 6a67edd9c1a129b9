import { Hono } from 'hono/tiny'
import type { FapiContext, FapiEnv } from '../../http/env'
import { readPage } from '../../http/page'
import { serializeBackendUser } from '../../resources/backendUser'
import { secretCall } from '../../security/middleware'
import { deleteUser } from '../../state/deleting'
import { setBanned, setLocked } from '../../state/restrictions'
import { createFromFields } from '../../state/signUpFields'
import { findUsers, userInPath } from './findUsers'
import { readNewUser } from './newUser'
import { userUpdateRoutes } from './userUpdates'

const restrictions = { ban: setBanned, lock: setLocked }

/** `/v1/users` of the Backend API. */
export const backendUserRoutes = new Hono<FapiEnv>()
  .get('/v1/users', secretCall, (c) =>
    c.json(readPage(c, findUsers(c)).data.map((user) => serializeBackendUser(c.get('box'), user))),
  )
  .get('/v1/users/count', secretCall, (c) =>
    c.json({ object: 'total_count', total_count: findUsers(c).length }),
  )
  .post('/v1/users', secretCall, (c) => {
    const box = c.get('box')
    const { fields, more } = readNewUser(c)
    return c.json(serializeBackendUser(box, createFromFields(box, fields, more)))
  })
  .get('/v1/users/:id', secretCall, (c) => answer(c))
  .delete('/v1/users/:id', secretCall, (c) => {
    const user = userInPath(c)
    deleteUser(c.get('box'), user)
    return c.json({ object: 'user', id: user.id, deleted: true })
  })
  .post('/v1/users/:id/:verb{(?:ban|unban|lock|unlock)}', secretCall, (c) => {
    const verb = c.req.param('verb')
    const restrict = restrictions[verb.replace('un', '') as 'ban' | 'lock']
    restrict(c.get('box'), userInPath(c), !verb.startsWith('un'))
    return answer(c)
  })
  .route('/', userUpdateRoutes)

function answer(c: FapiContext): Response {
  return c.json(serializeBackendUser(c.get('box'), userInPath(c)))
}
