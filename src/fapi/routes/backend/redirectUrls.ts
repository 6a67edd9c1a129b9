import { Hono } from 'hono/tiny'
import { answerList } from '../../http/answerList'
import type { FapiContext, FapiEnv } from '../../http/env'
import { FapiError, formError, notFound } from '../../http/errors'
import { checkQuery } from '../../http/query'
import { readText } from '../../http/text'
import { secretCall } from '../../security/middleware'
import { allOf, keep } from '../../state/beyond'
import type { Kept } from '../../state/beyondKinds'
import { isOpenable } from '../../strategies/returnUrl'

const path = '/v1/redirect_urls'

/** How many there may be. */
const limit = 100

/** `/v1/redirect_urls` of the Backend API: where else people may be led back to. */
export const backendRedirectRoutes = new Hono<FapiEnv>()
  .get(path, secretCall, (c) => {
    checkQuery(c, [])
    return answerList(c, allOf(c.get('box'), 'redirectUrl').reverse().map(serialize))
  })
  .post(path, secretCall, (c) => {
    const box = c.get('box')
    const url = readText(c, 'url', 2048)
    if (!isOpenable(url))
      throw formError(
        'invalid_redirect_url',
        'url',
        'Name a URL of an app, such as https://example.com/back or myapp://back',
      )
    const all = allOf(box, 'redirectUrl')
    if (all.some((other) => other.url === url))
      throw formError('form_identifier_exists', 'url', 'This one is there already')
    if (all.length >= limit) throw new FapiError(403, 'quota_exceeded', `There may be ${limit} redirect URLs`)
    return c.json(serialize(keep(box, 'redirectUrl', 'ru', { url })))
  })
  .get(`${path}/:id`, secretCall, (c) => c.json(serialize(find(c))))
  .delete(`${path}/:id`, secretCall, (c) => {
    const { id } = find(c)
    c.get('box').state.beyond.delete(id)
    return c.json({ object: 'redirect_url', id, deleted: true })
  })

/** @throws FapiError 404 */
function find(c: FapiContext): Kept<'redirectUrl'> {
  const found = allOf(c.get('box'), 'redirectUrl').find(({ id }) => id === c.req.param('id'))
  if (!found) throw notFound('Redirect URL')
  return found
}

function serialize({ id, url, createdAt, updatedAt }: Kept<'redirectUrl'>) {
  return { object: 'redirect_url', id, url, created_at: createdAt, updated_at: updatedAt }
}
