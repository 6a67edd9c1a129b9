import type { Frontdesk } from '../frontdesk'
import { choose, show } from '../store/store'
import { isUsable } from '../wire/resources/session'

/**
 * What came of a link in an e-mail, by `status`. `none`: this page was not reached by one. `verified`: `sessionId` is this
 * tab's. `verified-elsewhere`: who began goes on, in the tab or on the device where that was. `continue`: verified, and
 * the sign-in or the sign-up of this client waits for more. `expired`, `client-mismatch` (it has to be followed in the
 * browser that asked for it) and `failed`: ask for another.
 */
export type EmailLinkResult =
  | { readonly status: 'verified'; readonly sessionId: string }
  | { readonly status: 'continue'; readonly flow: 'sign-in' | 'sign-up' }
  | { readonly status: 'none' | 'verified-elsewhere' | 'expired' | 'client-mismatch' | 'failed' }

const parameters = ['__clerk_status', '__clerk_created_session'] as const

/**
 * For the page that a link in an e-mail leads to: takes what the Frontend API says out of its URL, asks for the client,
 * and makes a new session this tab's.
 *
 * @throws FrontdeskError if the client cannot be had.
 */
export async function finishEmailLink(frontdesk: Frontdesk): Promise<EmailLinkResult> {
  const engine = frontdesk._internal
  const { ambient, loader } = engine
  const call = ++engine.page.calls
  const url = new URL(ambient.page?.url() ?? 'about:blank')
  const [status, sessionId] = parameters.map((name) => url.searchParams.get(name))
  // A ticket has a status of its own, for `takeTicket()`.
  if (!status || /^(sign_|complete)/.test(status)) return { status: 'none' }
  for (const name of parameters) url.searchParams.delete(name)
  ambient.page?.replaceUrl(url.href)
  if (status === 'transferable') return { status: 'verified-elsewhere' }
  if (status === 'expired') return { status }
  if (status === 'client_mismatch') return { status: 'client-mismatch' }
  if (status !== 'verified') return { status: 'failed' }
  // What was asked for before the link was followed may be on its way.
  const client = await loader.reload()
  const isThere = client?.sessions.some((session) => session.id === sessionId && isUsable(session))
  // A link that somebody made up must not bring a tab to another account.
  const isMade = [client?.signIn, client?.signUp].some((attempt) => attempt?.createdSessionId === sessionId)
  if (sessionId && isThere && (isMade || !engine.shown.session.sessionId)) {
    choose(engine, call, sessionId)
    show(engine)
    return { status: 'verified', sessionId }
  }
  if (client?.signIn && /^needs_(second_factor|client_trust|new_password)$/.test(client.signIn.status))
    return { status: 'continue', flow: 'sign-in' }
  if (client?.signUp?.status === 'missing_requirements') return { status: 'continue', flow: 'sign-up' }
  return { status: 'verified-elsewhere' }
}
