import { createMiddleware } from 'hono/factory'
import { type FapiContext, type FapiEnv, hostHeader } from '../http/env'
import { FapiError } from '../http/errors'
import { ownOrigin } from '../security/ownOrigin'
import { answerProblem } from './document'

/** For the pages themselves. Any page may link to them; none may read them, as nothing here allows it. */
export const ownPage = createMiddleware<FapiEnv>(async (c, next) => {
  if (ownOrigin(c) !== undefined) return next()
  const { host } = new URL(c.req.url)
  const advice = 'Open it as localhost, or start it with this name or address as its --host.'
  return answerProblem(c, 403, `This box does not answer to ${host}`, advice)
})

/** For what only the box's own pages read: not even an app's may. */
export const ownRead = createMiddleware<FapiEnv>(async (c, next) => {
  const own = ownOrigin(c)
  const { origin = own, site = 'none' } = whence(c)
  if (own === undefined || origin !== own || !/^(same-origin|none)$/.test(site)) throw foreign()
  await next()
})

/** For what only the box's own pages do: a browser must say that it was one of them; forms cannot send JSON. */
export const ownWrite = createMiddleware<FapiEnv>(async (c, next) => {
  const { origin, site = 'same-origin' } = whence(c)
  if (origin === undefined || origin !== ownOrigin(c) || site !== 'same-origin') throw foreign()
  if (!/^application\/json\b/.test(c.req.header('content-type') ?? '')) {
    throw new FapiError(415, 'unsupported_content_type', 'The body must be JSON')
  }
  await next()
})

function whence(c: FapiContext) {
  return { origin: hostHeader(c, 'origin'), site: hostHeader(c, 'sec-fetch-site') }
}

function foreign(): FapiError {
  return new FapiError(403, 'origin_invalid', 'Only the pages of this box may ask for this')
}
