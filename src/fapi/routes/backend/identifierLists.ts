import { Hono } from 'hono/tiny'
import { answerList } from '../../http/answerList'
import type { FapiContext, FapiEnv } from '../../http/env'
import { FapiError, formError, notFound } from '../../http/errors'
import { readFlag } from '../../http/flag'
import { readPage } from '../../http/page'
import { checkQuery } from '../../http/query'
import { readText } from '../../http/text'
import { secretCall } from '../../security/middleware'
import { keep } from '../../state/beyond'
import type { Kept } from '../../state/beyondKinds'
import { listedIn } from '../../state/identifierLists'
import { createTicket } from '../../state/tickets'
import { emailPattern, phonePattern } from '../../state/users'

type Listed = Kept<'listedIdentifier'>

/** How many may be on one list. */
const limit = 1000

const month = 30 * 24 * 60 * 60 * 1000

/** `/v1/allowlist_identifiers` and `/v1/blocklist_identifiers` of the Backend API. They count once `/v1/instance/restrictions` says so. */
export const backendListRoutes = new Hono<FapiEnv>()
  .get('/v1/allowlist_identifiers', secretCall, (c) => {
    checkQuery(c, [])
    return answerList(c, listedIn(c.get('box'), 'allowlist').reverse().map(serialize))
  })
  .get('/v1/blocklist_identifiers', secretCall, (c) => {
    checkQuery(c, [])
    return c.json(readPage(c, listedIn(c.get('box'), 'blocklist').reverse().map(serialize)))
  })
  .post('/v1/allowlist_identifiers', secretCall, (c) => add(c, 'allowlist'))
  .post('/v1/blocklist_identifiers', secretCall, (c) => add(c, 'blocklist'))
  .delete('/v1/allowlist_identifiers/:id', secretCall, (c) => remove(c, 'allowlist'))
  .delete('/v1/blocklist_identifiers/:id', secretCall, (c) => remove(c, 'blocklist'))

function add(c: FapiContext, list: Listed['list']): Response {
  const box = c.get('box')
  const identifier = readText(c, 'identifier').toLowerCase()
  const isAddress = /^(\*|[^*]+)@[^*]+$/.test(identifier) && emailPattern.test(identifier.replace('*', 'a'))
  if (!isAddress && !phonePattern.test(identifier)) {
    const message = 'Name an address, all of a domain as *@example.com, or a number such as +15555550100'
    throw formError('form_param_format_invalid', 'identifier', message)
  }
  const all = listedIn(box, list)
  if (all.some((other) => other.identifier === identifier))
    throw new FapiError(400, 'duplicate_record', 'It is on the list already')
  if (all.length >= limit) throw new FapiError(403, 'quota_exceeded', `A list may have ${limit} entries`)
  const type = isAddress ? 'email_address' : 'phone_number'
  const isInvited = list === 'allowlist' && readFlag(c.get('form'), 'notify') && /^[^*]+@/.test(identifier)
  const invitationId = isInvited ? createTicket(box, { emailAddress: identifier }, month).id : undefined
  return c.json(
    serialize(
      keep(box, 'listedIdentifier', list === 'allowlist' ? 'alid' : 'blid', {
        list,
        identifier,
        type,
        invitationId,
      }),
    ),
  )
}

/** @throws FapiError 404 */
function remove(c: FapiContext, list: Listed['list']): Response {
  const found = listedIn(c.get('box'), list).find(({ id }) => id === c.req.param('id'))
  if (!found) throw notFound('Identifier')
  c.get('box').state.beyond.delete(found.id)
  return c.json({ object: `${list}_identifier`, id: found.id, deleted: true })
}

function serialize({ id, list, identifier, type, invitationId, createdAt, updatedAt }: Listed) {
  return {
    object: `${list}_identifier`,
    id,
    identifier,
    identifier_type: type,
    ...(invitationId !== undefined && { invitation_id: invitationId }),
    created_at: createdAt,
    updated_at: updatedAt,
  }
}
