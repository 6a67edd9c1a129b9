import { FrontdeskError } from '../errors'
import type { Internals } from '../internals'
import type { TokenTarget } from '../tokens/book'
import { tokenEngine } from '../tokens/engine'
import type { Frontdesk, GetTokenParameters } from '../types'

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
  const { _internal: internals } = frontdesk
  signal?.throwIfAborted()
  const engine = tokenEngine(internals)
  const target = internals.client === undefined ? undefined : targetOf(frontdesk, parameters)
  const known = target && !skipCache && engine.fresh(target)
  if (known) return known.jwt
  if (target === null) return null
  return inTime(internals, signal, async () => {
    if (!target) await internals.loader.load()
    const wanted = target ?? targetOf(frontdesk, parameters)
    return wanted && engine.get(wanted, { skipCache })
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
  { ambient, base }: Internals,
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
