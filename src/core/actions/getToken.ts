import type { TokenTarget } from '../features/tokens/book'
import { tokenIssuer } from '../features/tokens/issuer'
import type { Frontdesk } from '../frontdesk'
import { FrontdeskError } from '../wire/errors'
import type { Wire } from '../wire/wire'

/** Which token `getToken()` is to give. */
export interface GetTokenParameters {
  /** A JWT template's name. Default: the session token. */
  template?: string | undefined
  /** `null`: the personal workspace. Default: the session's active organization. */
  organizationId?: string | null | undefined
  /** Default: this tab's session. */
  sessionId?: string | undefined
  /** Asks for a new token even where a fresh one is known. */
  skipCache?: boolean | undefined
  /** Ends the waiting; the request itself may go on for others. */
  signal?: AbortSignal | undefined
}

/** Milliseconds. */
const deadline = 20_000

/**
 * A JWT for the app's own servers: `POST /v1/client/sessions/{id}/tokens[/{template}]`, or one that is still
 * good for at least 5 s. Calls at the same time share one request. Waits for the client at first; never longer
 * than 20 s in all.
 *
 * @returns `null` when signed out, while signing out, and for a pending session.
 * @throws FrontdeskError where it cannot be had, `timeout` where it takes too long; the `signal`'s reason where that aborted.
 */
export async function getToken(
  frontdesk: Frontdesk,
  parameters: GetTokenParameters = {},
): Promise<string | null> {
  const { skipCache = false, signal } = parameters
  const engine = frontdesk._internal
  signal?.throwIfAborted()
  const issuer = tokenIssuer(engine)
  const target = engine.client === undefined ? undefined : targetOf(frontdesk, parameters)
  const known = target && !skipCache && issuer.fresh(target)
  if (known) return known.jwt
  if (target === null) return null
  return inTime(engine, signal, async () => {
    if (!target) await engine.loader.load()
    const wanted = target ?? targetOf(frontdesk, parameters)
    return wanted && issuer.get(wanted, { skipCache })
  })
}

/** Which token is meant now; `null` where there can be none. */
function targetOf(
  { state, _internal: { client } }: Frontdesk,
  { template, organizationId, sessionId }: GetTokenParameters,
): TokenTarget | null {
  const shown = state.session
  const id = sessionId ?? (shown.status === 'signed-in' ? shown.sessionId : null)
  const session = client?.sessions.find((candidate) => candidate.id === id && candidate.status === 'active')
  if (!session) return null
  return {
    sessionId: session.id,
    template,
    organizationId: organizationId === undefined ? session.lastActiveOrganizationId : organizationId,
  }
}

/** Waits for a task until the deadline, or until `signal` aborts; the task itself goes on. */
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
