import { type FrontdeskError, isTransient, isUndelivered } from './errors'
import type { Internals } from './internals'
import { single } from './single'
import { exclusively } from './sync/locks'
import { createMarks } from './sync/marks'
import type { FapiRequest } from './transport/request'

/** What is signed out: everything with the client, everything but the client, or one session by its id. */
export type SignOutTarget = 'client' | 'sessions' | `session:${string}`

/** What became of a sign-out. */
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

function request(target: string): FapiRequest {
  const [kind, sessionId] = target.split(':')
  if (sessionId) return { method: 'POST', path: `/client/sessions/${encodeURIComponent(sessionId)}/remove` }
  return { method: 'DELETE', path: kind === 'client' ? '/client' : '/client/sessions' }
}

/** Gone already, or ended by another tab just now, is as good as signed out. */
const isRefused = (error: FrontdeskError | undefined) =>
  error &&
  (error.status !== 404 || error.code === 'fapi_not_found') &&
  !/^(signed_out|invalid_action_for_session)$/.test(error.code)

export function createSignOuts(internals: Internals): SignOuts {
  const { ambient, clients, options, scope } = internals
  const marks = createMarks(
    options.storage ?? ambient.originStorage,
    `frontdesk:${scope}:sign-outs`,
    /^(client|sessions|session:[\w-]+)$/,
  )
  const flights = new Map<string, Promise<SignOutResult>>()

  async function signOut(target: SignOutTarget, sessionIds: readonly string[]): Promise<SignOutResult> {
    const { batch, mutations, tabs } = internals
    const isClientGone = target === 'client'
    const clientId = isClientGone ? clients.snapshot()?.id : undefined
    clients.withhold(sessionIds, true)
    try {
      const answer = await mutations.send(request(target)).catch((error: FrontdeskError) => {
        if (!isUndelivered(error)) throw error
      })
      if (!answer) await marks.write([...(await marks.read()), target])
      else if (isRefused(answer.error)) mutations.settle(answer)
      batch(() => {
        clients.end(sessionIds, { isClientGone, isConfirmed: Boolean(answer) })
        if (answer && !answer.error && !isClientGone) mutations.settle(answer)
      })
      tabs.post({ type: 'ended', sessionIds, clientId })
      if (answer) await forget(target)
      // It goes on trying until that, too, is delivered.
      else internals.loader.refresh()
      return { serverConfirmed: Boolean(answer) }
    } finally {
      clients.withhold(sessionIds, false)
    }
  }

  async function deliver() {
    for (const target of await marks.read()) {
      const { error } = await internals.transport(request(target))
      // Refused for good, it is not tried again: that is said once, and then the Frontend API's word counts.
      if (!error || !isTransient(error))
        await marks.write((await marks.read()).filter((mark) => mark !== target))
      if (isRefused(error)) throw error
      await forget(target)
    }
  }

  async function forget(target: string) {
    if (target !== 'client') return
    internals.created.write()
    await internals.scheme.forget?.()
  }

  return {
    run(target, sessionIds) {
      const flight = flights.get(target) ?? signOut(target, sessionIds).finally(() => flights.delete(target))
      flights.set(target, flight)
      return flight
    },
    flush: single(async () => {
      // One tab delivers it: a second DELETE could end what was signed in since.
      if ((await marks.read()).length > 0) {
        await exclusively(ambient, `frontdesk:${scope}:sign-outs`, deliver, { patience: 30_000 })
      }
      clients.confirmEnds()
    }),
  }
}
