import type { TokenTarget } from '../features/tokens/book'
import { tokenIssuer } from '../features/tokens/issuer'
import type { Frontdesk } from '../frontdesk'
import { FrontdeskError } from '../wire/errors'
import type { TemplateName } from '../wire/register'
import type { Wire } from '../wire/wire'

/** Parameters of `getToken()`. */
export interface GetTokenParameters {
  /** A JWT template's name. Default: the session token. */
  template?: TemplateName | undefined
  /** `null` for the personal workspace. Default: the session's active organization. */
  organizationId?: string | null | undefined
  /** Default: this tab's session. */
  sessionId?: string | undefined
  /** Requests a new token even if a fresh one is known. Default: false. */
  skipCache?: boolean | undefined
  /** Ends the wait. The request may go on for other callers. */
  signal?: AbortSignal | undefined
}

/** Milliseconds. */
const deadline = 20_000

/**
 * A JWT for the app's own servers: `POST /v1/client/sessions/{id}/tokens[/{template}]`, or a known one with at
 * least 5 s left. Concurrent calls share one request. Waits for the client first; takes at most 20 s in all.
 *
 * @returns `null` if signed out, signing out, or pending.
 * @throws FrontdeskError, e.g. `timeout`; the `signal`'s reason if that aborts.
 */
export async function getToken(
  frontdesk: Frontdesk,
  parameters: GetTokenParameters = {},
): Promise<string | null> {
  const { skipCache = false, signal } = parameters
  const engine = frontdesk._internal
  signal?.throwIfAborted()
  const issuer = tokenIssuer(engine)
  const target = targetOf(frontdesk, parameters)
  const known = target && !skipCache && issuer.fresh(target)
  if (known) return known.jwt
  const isKnown = engine.client !== undefined
  if (isKnown && !target) return null
  return inTime(engine, signal, async () => {
    if (!isKnown) await engine.loader.load()
    const wanted = isKnown ? target : targetOf(frontdesk, parameters)
    return wanted && issuer.get(wanted, { skipCache })
  })
}

function targetOf(
  { state, _internal: { client } }: Frontdesk,
  { template, organizationId, sessionId }: GetTokenParameters,
): TokenTarget | null {
  const shown = state.session
  const id = sessionId ?? (shown.status === 'signed-in' ? shown.sessionId : null)
  const session = client?.sessions.find((candidate) => candidate.id === id && candidate.status === 'active')
  // A server may know of the session before the client has come.
  const isSeeded = client === undefined && shown.status === 'signed-in' && shown.sessionId === id
  if (!id || !(session || isSeeded)) return null
  const own = session ? session.lastActiveOrganizationId : (shown.organizationId ?? null)
  return {
    sessionId: id,
    template,
    organizationId: organizationId === undefined ? own : organizationId,
  }
}

/** Ends only the wait. The task goes on. */
function inTime<T>(
  { ambient, base }: Wire,
  signal: AbortSignal | undefined,
  task: () => Promise<T>,
): Promise<T> {
  return new Promise((resolve, reject) => {
    const onAbort = () => reject(signal?.reason)
    const stop = ambient.timeout(() => reject(new FrontdeskError('timeout', { about: base })), deadline)
    signal?.addEventListener('abort', onAbort)
    task()
      .then(resolve, reject)
      .finally(() => {
        stop()
        signal?.removeEventListener('abort', onAbort)
      })
  })
}
