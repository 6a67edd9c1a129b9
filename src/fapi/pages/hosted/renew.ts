import type { FapiContext } from '../../http/env'
import { FapiError } from '../../http/errors'
import { isFetchedFrom } from '../../security/ownOrigin'
import { createDevBrowser } from '../../state/clients'

/** Gives a new dev browser, which takes over the client of the one in the query; that one is void. @throws FapiError 403 */
export async function renewDevBrowser(c: FapiContext): Promise<Response> {
  if (!isFetchedFrom(c, 'same-origin'))
    throw new FapiError(403, 'origin_invalid', 'Only the pages of this box may ask for this')
  const box = c.get('box')
  const { devBrowsers } = box.state
  const old = devBrowsers.get(c.get('query').get('__clerk_db_jwt') ?? '')
  if (!old) throw new FapiError(401, 'dev_browser_unauthenticated', 'Browser unauthenticated')
  const created = createDevBrowser(box)
  created.clientId = old.clientId
  devBrowsers.delete(old.token)
  box.saver.changed()
  await box.saver.saved()
  return c.json({ object: 'dev_browser', id: created.token, token: created.token })
}
