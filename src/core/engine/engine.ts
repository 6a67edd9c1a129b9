import { storageKey } from '../host/host'
import { createStoredList, type StoredList } from '../host/storedList'
import { createStoredValue, type StoredValue } from '../host/storedValue'
import type { Store } from '../store/store'
import type { FapiAnswer } from '../wire/request'
import { createLoader, type Loader } from './loader'
import { waitingSignOut } from './outbox'

/** How the client is kept known. */
export interface EngineOptions {
  /** When a client is made: on 401 and 404 (`'create'`, default), on an empty 200 too (`'ensure'`), or never (`'read'`). */
  bootstrap?: 'create' | 'ensure' | 'read' | undefined
}

/** What loads and requests share. */
export interface EngineState extends Store {
  readonly creationPolicy: 'create' | 'ensure' | 'read'
  /** The requests under way that may change the client. `send` writes it. */
  readonly running: Set<Promise<unknown>>
  /** Which of them was answered last. `settle` writes it. */
  readonly changed: number
  /** What `preload` has sent, until the bootstrap takes it. Both are in one file. */
  readonly early: Promise<FapiAnswer> | undefined
  /** How often in a row a load of this tab had to create a client. */
  readonly created: StoredValue
  /** The sign-outs that could not be delivered yet, by path. */
  readonly outbox: StoredList
}

/** A handle that loads its client, and changes it. */
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
      waitingSignOut,
    ),
  }
  const engine = Object.assign(store, state)
  const loading: Pick<Engine, 'loader'> = { loader: createLoader(engine) }
  return Object.assign(engine, loading)
}
