import type { FapiContext } from './env'
import { readPage } from './page'

/** A part of a list as the Backend API gives it: bare, unless the query asks for `paginated`. @throws FapiError 422 */
export function answerList(c: FapiContext, items: readonly unknown[]): Response {
  const page = readPage(c, items)
  return c.json(c.get('query').get('paginated') === 'true' ? page : page.data)
}
