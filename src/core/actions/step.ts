import { send, settle } from '../engine/send'
import type { Frontdesk } from '../frontdesk'
import { share } from '../host/share'
import { choose, show } from '../store/store'
import { snakeCase, toCamelCase } from '../wire/case'
import { unwrap } from '../wire/envelope'
import { FrontdeskError } from '../wire/errors'
import { form } from '../wire/form'
import { callFapi, type FapiMethod } from '../wire/request'
import type { Attempt, Kind } from '../wire/resources/attempt'
import { string } from '../wire/shape'
import { redirectTarget } from './redirectTarget'

/** What each step of a sign-in or a sign-up takes. */
export interface StepParameters {
  /**
   * Whether the new session becomes this tab's, if the step completes the attempt. Default: true. With `false` a tab
   * keeps the session that it shows; one that shows none shows the new one all the same. Where tabs follow each other,
   * the Frontend API decides.
   */
  activate?: boolean | undefined
}

/** What takes a `redirectUrl` takes beside it. */
export interface OriginParameters {
  /** Origins of the app beside the page's own that a `redirectUrl` may lead to. Default: none. */
  allowedOrigins?: readonly string[] | undefined
}

const ways = ['redirectUrl', 'actionCompleteRedirectUrl']

type Fields = StepParameters & OriginParameters & { readonly [name: string]: unknown }

/**
 * Takes a step of a sign-in or a sign-up. Of the same step taken twice at a time one is sent.
 *
 * @param fields - with the attempt's id, where there is one, as `signInId` or `signUpId`.
 * @throws FrontdeskError `invalid_redirect_url` for a URL that leads elsewhere, before anything is sent.
 * @param action - what comes behind the id in the path, with a slash; without an id, an attempt is begun.
 */
export async function takeStep<A extends Attempt>(
  { _internal: engine }: Frontdesk,
  { name, read }: Kind<A>,
  { activate = true, allowedOrigins, [`${name}Id`]: id, ...given }: Fields,
  action?: string,
  method: FapiMethod = 'POST',
): Promise<A> {
  const { loader, page } = engine
  const call = ++page.calls
  const kind = snakeCase(name)
  if (action !== undefined && !id) throw new FrontdeskError(`${kind}_missing`)
  const path = `/client/${kind}s${action === undefined ? '' : `/${encodeURIComponent(id as string)}${action}`}`
  const fields: Record<string, unknown> = given
  for (const way of ways)
    if (fields[way] != null) fields[way] = redirectTarget(engine, fields[way], allowedOrigins).href
  const body = method === 'GET' ? undefined : form(fields)
  return share(engine, `${path} ${body}`, async () => {
    // A mere look may be aborted, and needs no turn.
    const answer = await (body ? send : callFapi)(engine, { method, path, body })
    const json = toCamelCase(unwrap(answer.json)) as Partial<Attempt> | null
    const created = activate && !answer.error && json?.createdSessionId
    // Before the client is shown, so that nobody else is in between; and anew, where it has not come along.
    const pick = () => created && choose(engine, call, `${created} ${engine.shown.session.sessionId}`)
    pick()
    settle(engine, answer)
    if (created && !engine.client?.sessions.some((session) => session.id === created)) {
      await loader.reload().catch(() => {})
      pick()
    }
    show(engine)
    const attempt = read(json, name)
    if (attempt.status === 'complete') string(attempt.createdSessionId, `${name}.createdSessionId`)
    return attempt
  })
}
