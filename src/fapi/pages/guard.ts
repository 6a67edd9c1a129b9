import { createMiddleware } from 'hono/factory'
import type { FapiEnv } from '../http/env'
import { ownOrigin } from '../security/ownOrigin'
import { answerProblem } from './document'

/** For the pages themselves. Any page may link to them; none may read them, as nothing here allows it. */
export const ownPage = createMiddleware<FapiEnv>(async (c, next) => {
  if (ownOrigin(c) !== undefined) return next()
  const { host } = new URL(c.req.url)
  const advice = 'Open it as localhost, or start it with this name or address as its --host.'
  return answerProblem(c, 403, `This box does not answer to ${host}`, advice)
})
