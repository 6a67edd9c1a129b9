import { checkRedirect } from '../handshake/redirect'
import type { FapiContext } from '../http/env'
import { FapiError, formError } from '../http/errors'
import { parseRedirect } from '../http/origins'
import { ownOrigin } from '../security/ownOrigin'
import { allOf } from '../state/beyond'

/** What browsers and systems know how to open by themselves is no app's. */
const taken = /^(https?|wss?|ftp|file|data|blob|about|javascript|vbscript|view-source|filesystem|intent):/i

/**
 * Where the form wants to be led back to: an app of this instance, a page where the box itself signs in, or for a native app what its own scheme opens.
 *
 * @param base - what a relative URL is relative to; without one such a URL is refused
 * @throws FapiError 422
 */
export function readReturnUrl(c: FapiContext, name = 'redirect_url', base?: string): string {
  const given = c.get('form').get(name)
  if (!given) throw formError('form_param_missing', name, 'Say where to go on')
  const text = base !== undefined && URL.canParse(given, base) ? new URL(given, base).href : given
  if (isOwnPage(c, text) || isListed(c, text)) return text
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (url?.pathname === '/popup-callback' && url.origin === c.get('box').options.missingPortal)
    throw new FapiError(422, 'popup_unsupported', 'There are no popups here', {
      longMessage:
        'A popup is answered by a page of the accounts portal, which this box does not have: leave the page by a redirect. Where somebody plays the portal, name it in `origins`.',
      meta: { param_name: name },
    })
  if (!/^[a-z][a-z\d+.-]*:/i.test(text) || /^https?:/i.test(text))
    return checkRedirect(c.get('box'), text).href
  if (c.get('caller').scheme.name === 'native' && isOfScheme(text)) return text
  throw new FapiError(422, 'prohibited_redirect_url', `${name}: this is no URL of an app`, {
    meta: { param_name: name },
  })
}

/** Whether a server may say that people are led there: to a page, or to what an app's own scheme opens. */
export const isOpenable = (text: string): boolean =>
  /^https?:/i.test(text) ? parseRedirect(text) !== undefined : isOfScheme(text)

function isOfScheme(text: string): boolean {
  const hasScheme = /^[a-z][a-z\d+.-]*:/i.test(text) && !taken.test(text)
  return hasScheme && URL.canParse(text) && !/[\s\p{Cc}\\]/u.test(text)
}

/** Whether a server has said so. */
function isListed(c: FapiContext, text: string): boolean {
  return allOf(c.get('box'), 'redirectUrl').some(({ url }) => url === text)
}

function isOwnPage(c: FapiContext, text: string): boolean {
  if (!URL.canParse(text)) return false
  const { origin, pathname, username, password } = new URL(text)
  return origin === ownOrigin(c) && /^\/sign-(in|up)$/.test(pathname) && !username && !password
}
