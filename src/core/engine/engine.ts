import { storageKey } from '../host/host'
import { createStoredList, type StoredList } from '../host/storedList'
import { createStoredValue, type StoredValue } from '../host/storedValue'
import type { Store } from '../store/store'
import type { FapiAnswer } from '../wire/request'
import { createLoader, type Loader } from './loader'

/** How the client is loaded. */
export interface EngineOptions {
  /** When to create a client: on 401 and 404 (`'create'`, default), on an empty 200 too (`'ensure'`), or never. */
  bootstrap?: 'create' | 'ensure' | 'read' | undefined
}

export interface EngineState extends Store {
  readonly creationPolicy: 'create' | 'ensure' | 'read'
  /** Requests in flight that may change the client. */
  readonly running: Set<Promise<FapiAnswer>>
  /** The number of the last such request that was answered. */
  readonly changed: number
  readonly early: Promise<FapiAnswer> | undefined
  /** A `1` for each client in a row that this tab has got, by a creation or a sign-in, and not found again. */
  readonly created: StoredValue
  /**
   * Marks of sign-outs that nobody has confirmed yet: ids of sessions, of a client that goes with its last one, or a
   * time in milliseconds, for all sessions from before it.
   */
  readonly outbox: StoredList
}

export interface Engine extends EngineState {
  readonly loader: Loader
}

export function createEngine(store: Store, { bootstrap = 'create' }: EngineOptions): Engine {
  const { ambient, scheme } = store
  const state: Omit<EngineState, keyof Store> = {
    creationPolicy: bootstrap,
    running: new Set(),
    changed: 0,
    early: undefined,
    created: createStoredValue(ambient.tabStorage, storageKey(store, 'created')),
    outbox: createStoredList(
      scheme.storage ?? ambient.originStorage,
      storageKey(store, 'sign-outs'),
      store.page,
    ),
  }
  const engine = Object.assign(store, state)
  const loading: Pick<Engine, 'loader'> = { loader: createLoader(engine) }
  return Object.assign(engine, loading)
}
