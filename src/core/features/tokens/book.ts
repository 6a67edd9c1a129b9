import { createStore, type StoreApi } from 'zustand/vanilla'
import { perHandle } from '../../host/perHandle'
import { isSignedIn } from '../../store/shown'
import type { Store } from '../../store/store'
import type { FrontdeskError } from '../../wire/errors'
import { createServerClock, type ServerClock } from './clock'
import { isOlder, readToken, type Token } from './jwt'

export interface TokenTarget {
  sessionId: string
  /** A JWT template's name. Missing for the session token. */
  template?: string | undefined
  organizationId: string | null
}

export interface TokenState {
  readonly tokens: Readonly<Record<string, Token>>
  /** The last failure for each key. The next token removes it. */
  readonly errors: Readonly<Record<string, FrontdeskError>>
}

export interface TokenBook {
  store: StoreApi<TokenState>
  /** Batched, so that all readers render together. */
  update(change: (state: TokenState) => Partial<TokenState>): void
  clock: ServerClock
  take(target: TokenTarget, token: Token): void
  listeners: Set<(key: string) => void>
}

export const tokenKey = ({ sessionId, template = '', organizationId }: TokenTarget): string =>
  [sessionId, template, organizationId].join('|')

/** Holds the newest token of each kind, in memory only, for sessions that are signed in. */
export const tokenBook = (handle: Store): TokenBook => perHandle(handle, createTokenBook)

/** Finds a token of the shown session before its client has come. */
export const earlyToken = (): { find?: () => Token | undefined } => ({})

function createTokenBook(handle: Store): TokenBook {
  const store = createStore<TokenState>(() => ({ tokens: {}, errors: {} }))
  const listeners: TokenBook['listeners'] = new Set()
  const clock = createServerClock(handle)
  const update: TokenBook['update'] = (change) => handle.inBatch(() => store.setState(change))
  let learnt: unknown

  function take(target: TokenTarget, token: Token) {
    const key = tokenKey(target)
    const known = store.getState().tokens[key]
    if (!isSignedIn(handle, target.sessionId) || known?.jwt === token.jwt) return
    if (known && isOlder(token, known)) return
    const isSame = known && JSON.stringify(known.claims) === JSON.stringify(token.claims)
    const entry = isSame ? { ...token, claims: known.claims } : token
    update(({ tokens, errors: { [key]: _, ...errors } }) => ({
      tokens: { ...tokens, [key]: entry },
      errors,
    }))
    for (const listener of listeners) listener(key)
  }

  function takeAll() {
    const { arrived, arrivedAt, client, shown } = handle
    const { sessionId, organizationId } = shown.session
    if (client === undefined && sessionId) {
      const token = perHandle(handle, earlyToken).find?.()
      if (token) take({ sessionId, organizationId }, token)
    }
    for (const { jwt, ...target } of arrived) {
      try {
        const token = readToken(jwt)
        // Learn once per answer: the device's clock may have changed since.
        if (arrived !== learnt) clock.learn(token.issuedAt, arrivedAt)
        take(target, token)
      } catch {
        // Ignore an invalid token. `getToken()` requests one when needed.
      }
    }
    learnt = arrived
  }

  function prune() {
    const { tokens, errors } = store.getState()
    const isKept = ([key]: [string, unknown]) => isSignedIn(handle, key.split('|')[0]!)
    const kept = <T>(entries: Readonly<Record<string, T>>) =>
      Object.fromEntries(Object.entries(entries).filter(isKept))
    if (!Object.entries({ ...tokens, ...errors }).every(isKept))
      update(() => ({ tokens: kept(tokens), errors: kept(errors) }))
  }

  handle.onSessions.add(() => {
    prune()
    takeAll()
  })
  takeAll()
  return { store, update, clock, take, listeners }
}
