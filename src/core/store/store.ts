import type { QueryClient } from '@tanstack/react-query'
import { storageKey, tell, type Writable } from '../host/host'
import { createStoredValue, type StoredValue } from '../host/storedValue'
import { FrontdeskError } from '../wire/errors'
import { nextOrder } from '../wire/request'
import { type Client, type ClientAnswer, readClient } from '../wire/resources/client'
import type { Session } from '../wire/resources/session'
import type { Wire } from '../wire/wire'
import {
  type ClientData,
  type ClientQueryOptions,
  createQueryOptions,
  keepCached,
  keepOutOfDehydration,
  writeCache,
} from './cache'
import type { InitialState } from './initialState'
import { createIsolation, type IsolateCache, type Isolation } from './isolation'
import { forever } from './keys'
import type { Seed } from './seed'
import {
  type ConnectionStatus,
  type FrontdeskState,
  initiallyShown,
  isBehind,
  nobody,
  showSession,
} from './shown'
import { welcome } from './tabSession'

/** The QueryClient, and how it isolates identities. */
export interface StoreOptions {
  /** Holds the client. The app's own queries in it are isolated by identity. */
  queryClient: QueryClient
  /** How to isolate the identities. Default: `'user'`. */
  isolateCache?: IsolateCache | undefined
  /**
   * What `frontdesk/server` found when it rendered this page: shown until the client has come. Tabs then follow. What
   * is malformed counts as none. Default: none.
   */
  initialState?: InitialState | undefined
}

export interface Store extends Wire {
  readonly queryClient: QueryClient
  readonly queryOptions: ClientQueryOptions
  readonly isolateCache: IsolateCache | undefined
  readonly isolate: Isolation
  /** The session that this page shows. Kept over reloads, and heeded, unless the tab follows the others. */
  readonly pin: StoredValue
  /** The client's last active session id, as this tab has seen it last. Kept as `pin` is; missing if the tab follows. */
  readonly lastActive: StoredValue | undefined

  /** Shown until the client is known. `undefined` if there never was one, `null` once it is out of date. */
  readonly seed: Seed | null | undefined
  /** What the handle was made with: what is hydrated late renders that, too. */
  readonly initial: Seed | undefined
  /** `null` if there is none; `undefined` before the first answer. */
  readonly client: Client | null | undefined
  /** The session tokens that came with the client, and when, by this device's clock. */
  readonly arrived: ClientAnswer['tokens']
  readonly arrivedAt: number
  readonly applied: number
  /** How many requests were sent when another handle of the page last chose the session. */
  readonly told: number
  /** Ended session ids. Answers to requests up to the given number cannot bring them back. */
  readonly ended: ReadonlyMap<string, number>
  readonly shown: FrontdeskState
  /** Counts identity changes. The first known identity is none. */
  readonly identityChanges: number

  /** `shown` changed. For code that renders; it must render an identity change synchronously. */
  readonly onShown: Set<(isIdentityChange: boolean) => void>
  /** `shown` changed. For all other code; runs after `onShown`. */
  readonly onChange: Set<() => void>
  /** The usable sessions may have changed, or new session tokens may have arrived. */
  readonly onSessions: Set<() => void>
  /** The answer to a load in flight may be out of date. */
  readonly onStale: Set<() => void>
}

/** @param follows - whether the tab shows the client's last active session instead of its own. */
export function createStore(
  wire: Wire,
  { queryClient, isolateCache }: StoreOptions,
  follows: boolean,
  load: () => Promise<ClientData>,
  initial?: Seed,
): Store {
  const remember = (name: string) =>
    createStoredValue(follows ? undefined : wire.ambient.tabStorage, storageKey(wire, name))
  const stored = remember('session')
  const seed = wire.page.isPast ? null : initial
  const state: Omit<Store, keyof Wire> = {
    queryClient,
    queryOptions: createQueryOptions(wire, load),
    isolateCache,
    isolate: createIsolation(wire, queryClient, isolateCache),
    pin: {
      // What another handle has just chosen counts for those that follow, too.
      read: () => (follows && !isBehind(store) ? '' : (store.page.session ?? stored.read())),
      write(id) {
        store.page.session = id
        stored.write(id)
      },
    },
    lastActive: follows ? undefined : remember('active'),
    seed,
    initial,
    client: undefined,
    arrived: [],
    arrivedAt: 0,
    applied: 0,
    told: -1,
    ended: new Map(),
    shown: seed ? { ...initiallyShown, session: seed } : initiallyShown,
    identityChanges: 0,
    onShown: new Set(),
    onChange: new Set(),
    onSessions: new Set(),
    onStale: new Set(),
  }
  const store: Store = Object.assign(wire, state)
  keepOutOfDehydration(queryClient)
  wire.onMount.add(() => {
    // The first read of a storage is slow. Do it while the client loads.
    store.pin.read()
    store.isolate(store.shown.session)?.()
    // Another handle may have chosen since a suspended render loaded the client.
    show(store)
    return keepCached(store)
  })
  // Forget the client on the last unmount: nothing reports its changes after that.
  wire.onMount.add(() => () => reset(store))
  return store
}

export const ready: ConnectionStatus = { status: 'ready', error: undefined }

/** Applies an answer's client, unless a newer answer came first. @throws as `readClient()`. */
export function accept(store: Writable<Store>, order: number, json: unknown): void {
  const answer = json === null ? null : readClient(json, store)
  const { ambient, applied, arrived, ended } = store
  if (order < applied) return
  store.applied = order
  store.arrived = answer?.tokens ?? []
  // A token that was here before says nothing new about the server's clock.
  if (store.arrived.some(({ jwt }) => !arrived.some((before) => before.jwt === jwt)))
    store.arrivedAt = ambient.now()
  const isOver = ({ id }: Session) => order <= (ended.get(id) ?? 0)
  // Older answers are dropped from now on.
  store.ended = new Map([...ended].filter(([, until]) => until >= order))
  commit(store, answer && without(answer.client, isOver), ready)
}

/** Ids of sessions that this tab does not know may be forged. Keep that many until the next answer. */
const mostEnds = 99

/** Makes a session this tab's own, once its client is shown. @param call - its number; the last call wins. */
export function choose(store: Writable<Store>, call: number, sessionId: string): void {
  if (call < store.page.chosen) return
  store.page.chosen = call
  store.pin.write(sessionId)
}

interface Ending {
  isClientGone: boolean
  isConfirmed: boolean
}

/** Ends sessions, also for answers to older requests. Removes the client if it is gone. */
export function end(
  store: Writable<Store>,
  sessionIds: readonly string[],
  { isClientGone, isConfirmed }: Ending,
): void {
  const { client, ended, onStale, sent } = store
  const until = isConfirmed ? sent : forever
  const ends = new Map(ended)
  for (const id of sessionIds)
    if (ends.size < mostEnds || client?.sessions.some((session) => session.id === id)) ends.set(id, until)
  store.ended = ends
  if (isClientGone) {
    store.applied = nextOrder(store)
    for (const stale of onStale) stale()
  }
  if (client) commit(store, isClientGone ? null : without(client, ({ id }) => sessionIds.includes(id)))
  else if (sessionIds.includes(store.seed?.sessionId as string)) uproot(store, nobody)
}

/** Shows this until the client is known. */
export function plant(store: Writable<Store>, seed: Seed | null): void {
  store.seed = seed
  announce(store)
}

/** What was shown until now is out of date: for each handle that this page will have, too. */
export function uproot(store: Writable<Store>, seed: Seed | null): void {
  store.page.isPast = true
  // Parts of the page that are not hydrated yet still show it.
  store.identityChanges++
  plant(store, seed)
}

/** Answers to newer requests count again for all sessions but those whose sign-out is still marked. */
export function confirmEnds(store: Writable<Store>, marks: readonly string[]): void {
  const { ended, sent } = store
  store.ended = new Map(
    [...ended].map(([id, until]) => [id, marks.includes(id) ? until : Math.min(until, sent)]),
  )
}

/** In all roots of the page. */
export function withhold(store: Store, sessionIds: readonly string[], on: boolean): void {
  const { withheld } = store.page
  withheld[on ? 'add' : 'delete'](sessionIds)
  announce(store)
  tell(store, { type: 'withheld' })
}

export const show = (store: Writable<Store>, connection = store.shown.connection): void =>
  store.inBatch(() => {
    const { isolate, onChange, onShown, shown: before } = store
    const session = showSession(store, connection)
    if (connection === before.connection && session === before.session) return
    const finish = isolate(session)
    if (finish) store.identityChanges++
    store.shown = { connection, session }
    for (const shown of onShown) shown(Boolean(finish))
    for (const changed of onChange) changed()
    const { sessionId } = session
    if (sessionId !== undefined && sessionId !== before.session.sessionId)
      tell(store, { type: 'shown', sessionId })
    // Do this last: refetched queries need the token of the new session.
    finish?.()
  })

/** Shows the session that another handle of this page shows. @returns false if the client does not have it. */
export function follow(store: Writable<Store>, sessionId: unknown): boolean {
  store.told = store.sent
  show(store)
  return store.client === undefined || store.shown.session.sessionId === sessionId
}

export function reset(store: Writable<Store>): void {
  store.applied = nextOrder(store)
  store.arrived = []
  store.client = undefined
  store.seed = null
  announce(store, initiallyShown.connection)
}

const without = (client: Client, isOver: (session: Session) => boolean): Client => ({
  ...client,
  sessions: client.sessions.filter((session) => !isOver(session)),
})

const commit = (store: Writable<Store>, client: Client | null, connection?: ConnectionStatus): void =>
  store.inBatch(() => {
    welcome(store, client)
    store.client = writeCache(store, client)
    const { page, seed } = store
    store.seed = null
    announce(store, connection)
    if (process.env.NODE_ENV !== 'production' && seed === nobody && !page.isPast)
      if (store.shown.session.sessionId) store.warnOnce(new FrontdeskError('session_unseen'))
    page.isPast = true
  })

export function announce(store: Store, connection?: ConnectionStatus) {
  show(store, connection)
  for (const changed of store.onSessions) changed()
}
