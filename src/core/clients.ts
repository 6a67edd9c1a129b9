import type { Internals } from './internals'
import { type Client, parseClient } from './resources/client'
import { isUsable } from './resources/session'
import { isIdentityChange, isolate } from './sync/identity'
import { showSession } from './sync/session'
import type { ConnectionStatus } from './types'

export interface Clients {
  /** The client as last heard; `null` where there is none, `undefined` before the first answer. */
  snapshot(): Client | null | undefined
  /** Marks the sending of a request. Its answer is applied only if no later one was. */
  begin(): number
  /**
   * Takes over the client in an answer.
   *
   * @returns false where a later request's answer came first.
   * @throws FrontdeskError `malformed_response`.
   */
  accept(order: number, json: unknown): boolean
  /** Ends sessions, for answers to older requests too. Unconfirmed ones stay ended whatever comes. */
  end(sessionIds: readonly string[], how?: { client?: 'kept' | 'gone'; confirmed?: boolean }): void
  /** The unconfirmed ends were delivered: from here on the server's word counts again. */
  confirmEnds(): void
  /** Withholds the tokens of sessions that are being signed out, or no longer does. */
  withhold(sessionIds: readonly string[], on: boolean): void
  isWithheld(sessionId: string): boolean
  /** Works out anew what is shown: after a token, a chosen session, or a change of the connection. */
  show(connection?: ConnectionStatus): void
  /** Forgets the client, as if it had never been asked for. */
  reset(): void
}

export const ready: ConnectionStatus = { status: 'ready', error: undefined }

/** Keeps the one client of a handle: every answer passes here, in order, and is shown in one batch. */
export function createClients(internals: Internals): Clients {
  const { store } = internals
  let snapshot: Client | null | undefined
  let sent = 0
  let applied = 0
  /** Sessions known to be over, each with the last request whose answer may still speak of it. */
  const ended = new Map<string, number>()
  const withheld = new Set<string>()

  function commit(next: Client | null | undefined) {
    internals.batch(() => {
      snapshot = next === undefined ? undefined : internals.cache.write(next)
      const usable = new Set(snapshot?.sessions.filter(isUsable).map(({ id }) => id))
      internals.tokens.keepOnly((sessionId) => usable.has(sessionId))
      show()
    })
  }

  function show(connection?: ConnectionStatus) {
    const before = store.getState().shown
    const after = {
      connection: connection ?? before.connection,
      session: showSession(internals, before.session),
    }
    if (after.connection === before.connection && after.session === before.session) return
    internals.batch(() => {
      const refetch = isIdentityChange(internals, before.session, after.session) && isolate(internals)
      store.setState({ shown: after })
      // Only now: what the app fetches here asks for the token of the session that is shown.
      if (refetch && after.session.sessionId) refetch()
    })
  }

  function without(client: Client, isOver: (sessionId: string) => boolean): Client {
    return { ...client, sessions: client.sessions.filter(({ id }) => !isOver(id)) }
  }

  return {
    snapshot: () => snapshot,
    begin: () => ++sent,
    accept(order, json) {
      const answer = json === null ? null : parseClient(json)
      if (order < applied) return false
      applied = order
      internals.batch(() => {
        const isOver = (sessionId: string) => order <= (ended.get(sessionId) ?? 0)
        for (const { jwt, ...token } of answer?.tokens ?? []) {
          if (!isOver(token.sessionId))
            internals.tokens.arrive({ ...token, template: undefined }, jwt, 'piggyback')
        }
        commit(answer && without(answer.client, isOver))
        show(ready)
      })
      return true
    },
    end(sessionIds, { client = 'kept', confirmed = true } = {}) {
      for (const id of sessionIds) ended.set(id, confirmed ? sent : Number.POSITIVE_INFINITY)
      if (client === 'gone') applied = sent
      if (snapshot) commit(client === 'gone' ? null : without(snapshot, (id) => sessionIds.includes(id)))
    },
    confirmEnds() {
      for (const [id, until] of ended) if (until > sent) ended.set(id, sent)
    },
    withhold(sessionIds, on) {
      for (const id of sessionIds) withheld[on ? 'add' : 'delete'](id)
      if (on) internals.tokens.keepOnly((sessionId) => !withheld.has(sessionId))
      show()
    },
    isWithheld: (sessionId) => withheld.has(sessionId),
    show,
    reset() {
      applied = sent
      commit(undefined)
    },
  }
}
