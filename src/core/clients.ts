import type { Internals } from './internals'
import { type Client, type ClientAnswer, parseClient } from './resources/client'
import { isUsable } from './resources/session'
import { initiallyShown, showSession } from './sync/session'
import type { ConnectionStatus } from './types'

export interface Clients {
  /** The client as last heard; `null` where there is none, `undefined` before the first answer. */
  snapshot(): Client | null | undefined
  /** Marks the sending of a request. Its answer is applied only if no later one was. */
  begin(): number
  /**
   * Takes over the client in an answer, unless a later request's answer came first.
   *
   * @throws FrontdeskError `malformed_response`.
   */
  accept(order: number, json: unknown): void
  /** Ends sessions, for answers to older requests too, and the client with them if it is gone. */
  end(sessionIds: readonly string[], how: { isClientGone: boolean; isConfirmed: boolean }): void
  /** The unconfirmed ends were delivered: from here on the server's word counts again. */
  confirmEnds(): void
  /** Withholds the tokens of sessions that are being signed out, or no longer does. */
  withhold(sessionIds: readonly string[], on: boolean): void
  /** Whether a session is signed in, and not being signed out. */
  isUsable(sessionId: string): boolean
  /** The session tokens that came with the client. */
  arrived(): ClientAnswer['tokens']
  /** Works out anew what is shown: after a session was chosen, or the connection changed. */
  show(connection?: ConnectionStatus): void
  /** Forgets the client, as if it had never been asked for. */
  reset(): void
}

export const ready: ConnectionStatus = { status: 'ready', error: undefined }

/** Keeps the one client of a handle: every answer passes here, in order, and is shown in one batch. */
export function createClients(internals: Internals): Clients {
  const { hooks } = internals
  let snapshot: Client | null | undefined
  let sent = 0
  let applied = 0
  /** Sessions known to be over, each with the last request whose answer may still speak of it. */
  const ended = new Map<string, number>()
  const withheld = new Set<string>()
  let arrived: ClientAnswer['tokens'] = []

  function commit(next: Client | null | undefined, connection?: ConnectionStatus) {
    snapshot = next === undefined ? next : internals.cache.write(next)
    announce(connection)
  }

  function announce(connection?: ConnectionStatus) {
    show(connection)
    for (const onSessions of hooks.sessions) onSessions()
  }

  function show(connection = internals.shown.connection) {
    const before = internals.shown
    const session = showSession(internals, before.session)
    if (connection === before.connection && session === before.session) return
    const refetch = internals.isolate(session)
    internals.shown = { connection, session }
    for (const onShown of hooks.shown) onShown()
    // Only now: what the app fetches here asks for the token of the session that is shown.
    refetch?.()
  }

  const isUsableId = (id: string) =>
    !withheld.has(id) && Boolean(snapshot?.sessions.some((session) => session.id === id && isUsable(session)))

  const without = (client: Client, isOver: (sessionId: string) => boolean): Client => ({
    ...client,
    sessions: client.sessions.filter(({ id }) => !isOver(id)),
  })

  function reset() {
    applied = ++sent
    arrived = []
    commit(undefined, initiallyShown.connection)
  }

  // What is known is not kept beyond the last unmount: nobody would hear that it changed.
  hooks.mount.add(() => reset)

  return {
    snapshot: () => snapshot,
    begin: () => ++sent,
    accept(order, json) {
      const answer = json === null ? null : parseClient(json)
      if (order < applied) return
      applied = order
      const isOver = (sessionId: string) => order <= (ended.get(sessionId) ?? 0)
      arrived = answer?.tokens ?? []
      internals.batch(() => commit(answer && without(answer.client, isOver), ready))
    },
    end(sessionIds, { isClientGone, isConfirmed }) {
      for (const id of sessionIds) ended.set(id, isConfirmed ? sent : Number.POSITIVE_INFINITY)
      if (isClientGone) applied = ++sent
      if (!snapshot) return
      const next = isClientGone ? null : without(snapshot, (id) => sessionIds.includes(id))
      internals.batch(() => commit(next))
    },
    confirmEnds() {
      for (const [id, until] of ended) ended.set(id, Math.min(until, sent))
    },
    withhold(sessionIds, on) {
      for (const id of sessionIds) withheld[on ? 'add' : 'delete'](id)
      announce()
    },
    isUsable: isUsableId,
    arrived: () => arrived,
    show,
    reset,
  }
}
