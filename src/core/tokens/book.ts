import { createStore, type StoreApi } from 'zustand/vanilla'
import type { FrontdeskError } from '../errors'
import type { Internals } from '../internals'
import { part } from '../part'
import { isSignedIn } from '../sync/session'
import { readToken, type Token } from './jwt'

/** What one token is good for. */
export interface TokenTarget {
  sessionId: string
  /** A JWT template's name; none for the session token. */
  template?: string | undefined
  /** `null` is the personal workspace. */
  organizationId: string | null
}

export interface TokenState {
  readonly tokens: Readonly<Record<string, Token>>
  /** Why the last attempt to get a token failed; gone with the next token. */
  readonly errors: Readonly<Record<string, FrontdeskError>>
}

export interface TokenBook {
  /** Private to the handle: the outside sees hooks and actions. */
  store: StoreApi<TokenState>
  /** Takes in a token, unless a newer one is there. Foreign: from another tab, not from the Frontend API. */
  take(target: TokenTarget, jwt: string, isForeign?: boolean): void
  /** Hears of each token taken in. */
  listeners: Set<(key: string, token: Token, isForeign: boolean) => void>
}

export const tokenKey = ({ sessionId, template = '', organizationId }: TokenTarget): string =>
  [sessionId, template, organizationId].join('|')

/** The tokens of a handle: the newest of each kind, of sessions that are signed in, in memory only. */
export const tokenBook = (internals: Internals): TokenBook => part(internals, createTokenBook)

function createTokenBook(internals: Internals): TokenBook {
  const store = createStore<TokenState>(() => ({ tokens: {}, errors: {} }))
  const listeners: TokenBook['listeners'] = new Set()

  function take(target: TokenTarget, jwt: string, isForeign = false) {
    const key = tokenKey(target)
    const known = store.getState().tokens[key]
    const token = readToken(jwt, known)
    if (
      !isSignedIn(internals, target.sessionId) ||
      (known && (known.jwt === jwt || known.issuedAt > token.issuedAt))
    )
      return
    store.setState(({ tokens, errors: { [key]: _, ...errors } }) => ({
      tokens: { ...tokens, [key]: token },
      errors,
    }))
    for (const listener of listeners) listener(key, token, isForeign)
  }

  function takeAll() {
    for (const { jwt, ...target } of internals.arrived) {
      try {
        take(target, jwt)
      } catch {
        // No token after all: whoever wants one asks for it.
      }
    }
  }

  function prune() {
    const { tokens, errors } = store.getState()
    const isKept = ([key]: [string, unknown]) => isSignedIn(internals, key.split('|')[0]!)
    const kept = <T>(entries: Readonly<Record<string, T>>) =>
      Object.fromEntries(Object.entries(entries).filter(isKept))
    if (!Object.entries({ ...tokens, ...errors }).every(isKept))
      store.setState({ tokens: kept(tokens), errors: kept(errors) })
  }

  internals.hooks.sessions.add(() => {
    prune()
    takeAll()
  })
  takeAll()
  return { store, take, listeners }
}
