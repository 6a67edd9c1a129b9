import { createStore, type StoreApi } from 'zustand/vanilla'
import type { FrontdeskError } from '../errors'
import { loadingSession } from '../sync/session'
import type { FrontdeskState } from '../types'
import type { Token } from './jwt'

/** What one token is good for. */
export interface TokenTarget {
  sessionId: string
  /** A JWT template's name; none for the session token. */
  template?: string | undefined
  /** `null` is the personal workspace. */
  organizationId: string | null
}

export interface StoreState {
  /** What the handle shows; replaced as a whole, so that its identity tells whether anything changed. */
  readonly shown: FrontdeskState
  readonly tokens: Readonly<Record<string, Token>>
  /** Why the last attempt to get a token failed; gone with the next token. */
  readonly tokenErrors: Readonly<Record<string, FrontdeskError>>
}

export type Store = StoreApi<StoreState>

export const tokenKey = ({ sessionId, template = '', organizationId }: TokenTarget): string =>
  [sessionId, template, organizationId].join('|')

export const initialState: StoreState = {
  shown: { connection: { status: 'loading', error: undefined }, session: loadingSession },
  tokens: {},
  tokenErrors: {},
}

/** The handle's own state. Private to it: the outside sees `state` and the hooks. */
export const createFrontdeskStore = (): Store => createStore(() => initialState)
