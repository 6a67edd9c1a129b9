import type { QueryClient } from '@tanstack/react-query'
import { storageKey, type Writable } from '../host/host'
import { createStoredValue, type StoredValue } from '../host/storedValue'
import { nextOrder } from '../wire/request'
import { type Client, type ClientAnswer, readClient } from '../wire/resources/client'
import type { Session } from '../wire/resources/session'
import type { Wire } from '../wire/wire'
import { type ClientData, type ClientQueryOptions, createQueryOptions, keepCached, writeCache } from './cache'
import { createIsolation, type IsolateCache, type Isolation } from './isolation'
import { type ConnectionStatus, type FrontdeskState, initiallyShown, showSession } from './shown'

/** What is done with what is known. */
export interface StoreOptions {
  /** Holds the client; the app's own queries in it are kept apart by identity. */
  queryClient: QueryClient
  /** What makes an identity for the app's cache: the user (default), the organization too, nothing, or the queries named. */
  isolateCache?: IsolateCache | undefined
}

/** What a handle knows of its client, and shows. This file alone writes it. */
export interface Store extends Wire {
  readonly queryClient: QueryClient
  readonly queryOptions: ClientQueryOptions
  readonly isolateCache: IsolateCache | undefined
  readonly isolate: Isolation
  /** This tab's session over reloads; none where the tab follows the others. */
  readonly pin: StoredValue | undefined

  /** The client as last heard; `null` where there is none, `undefined` before the first answer. */
  readonly client: Client | null | undefined
  /** The session tokens that came with it. */
  readonly arrived: ClientAnswer['tokens']
  /** When they did, by this device's clock. */
  readonly arrivedAt: number
  /** Which request gave the client. */
  readonly applied: number
  /** Sessions known to be over, each with the last request whose answer may still speak of it. */
  readonly ended: ReadonlyMap<string, number>
  /** The sessions that each sign-out under way is to end: no tokens of theirs are handed out. */
  readonly withheld: readonly (readonly string[])[]
  /** What the handle shows; replaced as a whole, so that its identity tells whether anything changed. */
  readonly shown: FrontdeskState
  /** How often a known identity, or nobody, gave way to another. */
  readonly identityChanges: number

  /** `shown` was replaced: for those who render it. Where the identity changed they are to do so at once. */
  readonly onShown: Set<(isIdentityChange: boolean) => void>
  /** The same, for all others. Those who render hear of it before. */
  readonly onChange: Set<() => void>
  /** Which sessions are usable may have changed, and tokens may have arrived with them. */
  readonly onSessions: Set<() => void>
  /** What is shown may be older than what was just done. */
  readonly onStale: Set<() => void>
}

/**
 * @param follows - whether the tab shows the client's last active session, and keeps none of its own.
 * @param load - loads the client: what the client query calls.
 */
export function createStore(
  wire: Wire,
  { queryClient, isolateCache }: StoreOptions,
  follows: boolean,
  load: () => Promise<ClientData>,
): Store {
  const state: Omit<Store, keyof Wire> = {
    queryClient,
    queryOptions: createQueryOptions(wire, load),
    isolateCache,
    isolate: createIsolation(wire, queryClient, isolateCache),
    pin: follows ? undefined : createStoredValue(wire.ambient.tabStorage, storageKey(wire, 'session')),
    client: undefined,
    arrived: [],
    arrivedAt: 0,
    applied: 0,
    ended: new Map(),
    withheld: [],
    shown: initiallyShown,
    identityChanges: 0,
    onShown: new Set(),
    onChange: new Set(),
    onSessions: new Set(),
    onStale: new Set(),
  }
  const store = Object.assign(wire, state)
  wire.onMount.add(() => {
    // The first look into a storage takes its time: while the client is asked for, nobody waits for it.
    store.pin?.read()
    return keepCached(store)
  })
  // What is known is not kept beyond the last unmount: nobody would hear that it changed.
  wire.onMount.add(() => () => reset(store))
  return store
}

export const ready: ConnectionStatus = { status: 'ready', error: undefined }

/**
 * Takes over the client in an answer, unless a later request's answer came first.
 *
 * @param order - which request it answers.
 * @throws FrontdeskError `malformed_response`.
 */
export function accept(store: Writable<Store>, order: number, json: unknown): void {
  const answer = json === null ? null : readClient(json)
  const { ambient, applied, arrived, ended } = store
  if (order < applied) return
  store.applied = order
  store.arrived = answer?.tokens ?? []
  // What has been here before tells nothing new of the Frontend API's clock.
  if (store.arrived.some(({ jwt }) => !arrived.some((before) => before.jwt === jwt)))
    store.arrivedAt = ambient.now()
  const isOver = ({ id }: Session) => order <= (ended.get(id) ?? 0)
  commit(store, answer && without(answer.client, isOver), ready)
}

/** How sessions ended. */
interface Ending {
  isClientGone: boolean
  /** Whether the Frontend API knows. */
  isConfirmed: boolean
}

/** Ends sessions, for answers to older requests too, and the client with them if it is gone. */
export function end(
  store: Writable<Store>,
  sessionIds: readonly string[],
  { isClientGone, isConfirmed }: Ending,
): void {
  const { client, ended, onStale, sent } = store
  const until = isConfirmed ? sent : Number.POSITIVE_INFINITY
  store.ended = new Map([...ended, ...sessionIds.map((id) => [id, until] as const)])
  if (isClientGone) {
    store.applied = nextOrder(store)
    for (const stale of onStale) stale()
  }
  if (client) commit(store, isClientGone ? null : without(client, ({ id }) => sessionIds.includes(id)))
}

/** The unconfirmed ends were delivered: from here on the server's word counts again. */
export function confirmEnds(store: Writable<Store>): void {
  store.ended = new Map([...store.ended].map(([id, until]) => [id, Math.min(until, store.sent)]))
}

/** Withholds the tokens of the sessions that a sign-out is to end, or no longer does. */
export function withhold(store: Writable<Store>, sessionIds: readonly string[], on: boolean): void {
  const others = store.withheld.filter((withheld) => withheld !== sessionIds)
  store.withheld = on ? [...others, sessionIds] : others
  announce(store)
}

/** Works out anew what is shown: after a session was chosen, or the connection changed. */
export const show = (store: Writable<Store>, connection = store.shown.connection): void =>
  store.batch(() => {
    const { isolate, onChange, onShown, shown: before } = store
    const session = showSession(store)
    if (connection === before.connection && session === before.session) return
    const finish = isolate(session)
    if (finish) store.identityChanges++
    store.shown = { connection, session }
    for (const shown of onShown) shown(Boolean(finish))
    for (const changed of onChange) changed()
    // Only now: what the app fetches here asks for the token of the session that is shown.
    finish?.()
  })

/** Forgets the client, as if it had never been asked for. */
export function reset(store: Writable<Store>): void {
  store.applied = nextOrder(store)
  store.arrived = []
  store.client = undefined
  announce(store, initiallyShown.connection)
}

const without = (client: Client, isOver: (session: Session) => boolean): Client => ({
  ...client,
  sessions: client.sessions.filter((session) => !isOver(session)),
})

const commit = (store: Writable<Store>, client: Client | null, connection?: ConnectionStatus): void =>
  store.batch(() => {
    store.client = writeCache(store, client)
    announce(store, connection)
  })

function announce(store: Store, connection?: ConnectionStatus) {
  show(store, connection)
  for (const changed of store.onSessions) changed()
}
