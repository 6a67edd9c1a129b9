import { type FrontdeskError, isUndelivered } from './errors'
import type { Internals } from './internals'
import type { FapiRequest } from './transport/request'

/** What is signed out: everything with the client, everything but the client, or one session by its id. */
export type SignOutTarget = 'client' | 'sessions' | `session:${string}`

export interface SignOutResult {
  /** False where the Frontend API could not be reached: signed out here, and there as soon as it can be. */
  readonly serverConfirmed: boolean
}

export interface SignOuts {
  /** Signs out, finally: what is done is not undone by any late answer. */
  run(target: SignOutTarget, sessionIds: readonly string[]): Promise<SignOutResult>
  /** Delivers what an earlier sign-out could not, before anything else is asked. */
  flush(): Promise<void>
}

const isTarget = (value: unknown): value is SignOutTarget =>
  typeof value === 'string' && /^(client|sessions|session:[\w-]+)$/.test(value)

function request(target: SignOutTarget): FapiRequest {
  const [, sessionId] = target.split(':')
  return sessionId
    ? { method: 'POST', path: `/client/sessions/${sessionId}/remove` }
    : { method: 'DELETE', path: target === 'client' ? '/client' : '/client/sessions' }
}

/** Gone already is as good as signed out. */
const isDone = (error: FrontdeskError | undefined) =>
  !error ||
  (error.status === 404 && error.code !== 'fapi_not_found') ||
  (error.status === 401 && error.code === 'signed_out')

export function createSignOuts(internals: Internals): SignOuts {
  const { clients, scheme, created, marks } = internals
  const flights = new Map<SignOutTarget, Promise<SignOutResult>>()
  let flushing: Promise<void> | undefined

  async function signOut(target: SignOutTarget, sessionIds: readonly string[]): Promise<SignOutResult> {
    const { mutations, tabs } = internals
    const clientId = clients.snapshot()?.id
    clients.withhold(sessionIds, true)
    try {
      const answer = await mutations.send(request(target)).catch((error: unknown) => {
        if (isUndelivered(error)) return undefined
        throw error
      })
      if (answer && !isDone(answer.error)) mutations.settle(answer)
      if (!answer) await marks.add(target)
      internals.batch(() => {
        clients.end(sessionIds, { client: target === 'client' ? 'gone' : 'kept', confirmed: Boolean(answer) })
        if (answer && !answer.error && target !== 'client') mutations.settle(answer)
      })
      tabs.post({
        type: 'ended',
        sessionIds: [...sessionIds],
        clientId: target === 'client' ? clientId : undefined,
      })
      if (answer) await delivered(target)
      return { serverConfirmed: Boolean(answer) }
    } finally {
      clients.withhold(sessionIds, false)
    }
  }

  async function delivered(target: SignOutTarget) {
    if (target !== 'client') return
    created.clear()
    await scheme.forget()
  }

  async function deliver() {
    for (const target of await marks.read(isTarget)) {
      const { error } = await internals.transport(request(target))
      if (!isDone(error)) throw error
      await marks.remove(target)
      await delivered(target)
    }
    clients.confirmEnds()
  }

  return {
    run(target, sessionIds) {
      const flight = flights.get(target) ?? signOut(target, sessionIds).finally(() => flights.delete(target))
      flights.set(target, flight)
      return flight
    },
    flush() {
      flushing ??= deliver().finally(() => {
        flushing = undefined
      })
      return flushing
    },
  }
}
