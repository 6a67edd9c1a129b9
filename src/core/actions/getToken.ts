import { tokenEngine } from '../tokens/engine'
import type { Frontdesk, GetTokenParameters } from '../types'

/**
 * A JWT for the app's own servers: `POST /v1/client/sessions/{id}/tokens[/{template}]`, or one that is still
 * good for at least 5 s. Calls at the same time share one request. Waits for the client at first.
 *
 * @returns `null` when signed out, while signing out, and for a pending session.
 * @throws FrontdeskError where it cannot be had; the `signal`'s reason where that aborted.
 */
export async function getToken(
  frontdesk: Frontdesk,
  parameters: GetTokenParameters = {},
): Promise<string | null> {
  const { template, organizationId, sessionId, skipCache = false, signal } = parameters
  const internals = frontdesk._internal
  signal?.throwIfAborted()
  if (internals.client === undefined) await abortable(internals.loader.load(), signal)
  const shown = frontdesk.state.session
  const id = sessionId ?? (shown.status === 'signed-in' ? shown.sessionId : null)
  const session = internals.client?.sessions.find(
    (candidate) => candidate.id === id && candidate.status === 'active',
  )
  if (!session) return null
  const target = {
    sessionId: session.id,
    template,
    organizationId: organizationId === undefined ? session.lastActiveOrganizationId : organizationId,
  }
  return abortable(tokenEngine(internals).get(target, { skipCache }), signal)
}

function abortable<T>(promise: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return promise
  return new Promise((resolve, reject) => {
    const onAbort = () => reject(signal.reason)
    signal.addEventListener('abort', onAbort, { once: true })
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort))
  })
}
