import type { Internals } from './internals'
import { type Client, parseClient } from './resources/client'
import type { Session } from './resources/session'
import { writeCache } from './sync/cache'
import { initiallyShown, showSession } from './sync/session'
import type { ConnectionStatus } from './types'

export const ready: ConnectionStatus = { status: 'ready', error: undefined }

/**
 * Takes over the client in an answer, unless a later request's answer came first.
 *
 * @param order - which request it answers.
 * @throws FrontdeskError `malformed_response`.
 */
export function accept(internals: Internals, order: number, json: unknown): void {
  const answer = json === null ? null : parseClient(json)
  const { ambient, applied, arrived, ended } = internals
  if (order < applied) return
  internals.applied = order
  internals.arrived = answer?.tokens ?? []
  // What has been here before tells nothing new of the Frontend API's clock.
  if (internals.arrived.some(({ jwt }) => !arrived.some((before) => before.jwt === jwt)))
    internals.arrivedAt = ambient.now()
  const isOver = ({ id }: Session) => order <= (ended.get(id) ?? 0)
  commit(internals, answer && without(answer.client, isOver), ready)
}

/** How sessions ended. */
interface Ending {
  isClientGone: boolean
  /** Whether the Frontend API knows. */
  isConfirmed: boolean
}

/** Ends sessions, for answers to older requests too, and the client with them if it is gone. */
export function end(
  internals: Internals,
  sessionIds: readonly string[],
  { isClientGone, isConfirmed }: Ending,
): void {
  const { client, ended, loader, sent } = internals
  for (const id of sessionIds) ended.set(id, isConfirmed ? sent : Number.POSITIVE_INFINITY)
  if (isClientGone) {
    internals.applied = ++internals.sent
    // The answer that is under way does not count any more, and it may have been newer than this.
    if (loader.isBusy()) loader.refresh()
  }
  if (client) commit(internals, isClientGone ? null : without(client, ({ id }) => sessionIds.includes(id)))
}

/** The unconfirmed ends were delivered: from here on the server's word counts again. */
export function confirmEnds({ ended, sent }: Internals): void {
  for (const [id, until] of ended) ended.set(id, Math.min(until, sent))
}

/** Withholds the tokens of the sessions that a sign-out is to end, or no longer does. */
export function withhold(internals: Internals, sessionIds: readonly string[], on: boolean): void {
  internals.withheld[on ? 'add' : 'delete'](sessionIds)
  announce(internals)
}

/** Works out anew what is shown: after a session was chosen, or the connection changed. */
export const show = (internals: Internals, connection = internals.shown.connection): void =>
  internals.batch(() => {
    const { hooks, isolate, shown: before } = internals
    const session = showSession(internals, before.session)
    if (connection === before.connection && session === before.session) return
    const endTurn = isolate(session)
    if (endTurn) internals.turns++
    internals.shown = { connection, session }
    for (const onShown of hooks.shown) onShown(endTurn && 'turn')
    for (const onTold of hooks.told) onTold()
    // Only now: what the app fetches here asks for the token of the session that is shown.
    endTurn?.()
  })

/** Forgets the client, as if it had never been asked for. */
export function reset(internals: Internals): void {
  internals.applied = ++internals.sent
  internals.arrived = []
  internals.client = undefined
  announce(internals, initiallyShown.connection)
}

const without = (client: Client, isOver: (session: Session) => boolean): Client => ({
  ...client,
  sessions: client.sessions.filter((session) => !isOver(session)),
})

const commit = (internals: Internals, client: Client | null, connection?: ConnectionStatus): void =>
  internals.batch(() => {
    internals.client = writeCache(internals, client)
    announce(internals, connection)
  })

function announce(internals: Internals, connection?: ConnectionStatus) {
  show(internals, connection)
  for (const onSessions of internals.hooks.sessions) onSessions()
}
