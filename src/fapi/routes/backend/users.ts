import { Hono } from 'hono'
import type { FapiContext, FapiEnv } from '../../http/env'
import { formError, notFound } from '../../http/errors'
import { readMetadata } from '../../http/metadata'
import { readPage } from '../../http/page'
import { serializeUser } from '../../resources/user'
import { secretCall } from '../../security/middleware'
import { setBanned, setLocked } from '../../state/restrictions'
import { createFromFields, readAttributes } from '../../state/signUpFields'
import type { UserRecord } from '../../state/state'

const restrictions = { ban: setBanned, lock: setLocked }

/** `/v1/users` of the Backend API. */
export const backendUserRoutes = new Hono<FapiEnv>()
  .get('/v1/users', secretCall, (c) =>
    c.json(readPage(c, findUsers(c)).data.map((user) => serializeBackendUser(c, user))),
  )
  .get('/v1/users/count', secretCall, (c) =>
    c.json({ object: 'total_count', total_count: findUsers(c).length }),
  )
  .post('/v1/users', secretCall, (c) => {
    const box = c.get('box')
    const form = c.get('form')
    const { email_address, ...fields } = readAttributes(box, form)
    if (!email_address) {
      throw formError('form_param_missing', 'email_address', 'A user needs an email address')
    }
    const metadata = {
      publicMetadata: readMetadata(form, 'public_metadata'),
      unsafeMetadata: readMetadata(form, 'unsafe_metadata'),
    }
    const user = createFromFields(box, { email_address, ...fields }, metadata)
    return c.json(serializeBackendUser(c, user))
  })
  .get('/v1/users/:id', secretCall, (c) => c.json(serializeBackendUser(c, findUser(c))))
  .post('/v1/users/:id/:verb{ban|unban|lock|unlock}', secretCall, (c) => {
    const user = findUser(c)
    const verb = c.req.param('verb')
    restrictions[verb.replace('un', '') as 'ban' | 'lock'](c.get('box'), user, !verb.startsWith('un'))
    return c.json(serializeBackendUser(c, user))
  })

/** Servers see what pages do, and one field more. */
function serializeBackendUser(c: FapiContext, user: UserRecord) {
  return { ...serializeUser(c.get('box'), user), private_metadata: {} }
}

function findUser(c: FapiContext): UserRecord {
  const user = c.get('box').state.users.get(c.req.param('id') ?? '')
  if (!user) throw notFound('User')
  return user
}

/** The users whom the query is after, the newest first unless it says otherwise. */
function findUsers({ var: { box, query } }: FapiContext): UserRecord[] {
  const fits = (name: string, value: string | null) => {
    const wanted = query.get(name)?.toLowerCase().split(',')
    return !wanted || wanted.includes(value?.toLowerCase() ?? '')
  }
  const text = query.get('query')?.toLowerCase() ?? ''
  const users = [...box.state.users.values()].filter(
    ({ id, identifier, username, firstName, lastName }) =>
      fits('user_id', id) &&
      fits('email_address', identifier) &&
      fits('username', username) &&
      [id, identifier, username, firstName, lastName].some((value) => value?.toLowerCase().includes(text)),
  )
  return query.get('order_by')?.trim() === 'created_at' ? users : users.reverse()
}
