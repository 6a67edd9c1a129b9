import { createStore, type StoreApi } from 'zustand/vanilla'
import type { FrontdeskError } from '../errors'
import type { FrontdeskState } from '../types'
import type { Token } from './jwt'

/** What one token is good for. `organizationId: null` is the personal workspace. */
export interface TokenTarget {
  sessionId: string
  template: string | undefined
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
  [sessionId, template, organizationId ?? ''].join('|')

const nobody = {
  sessionId: undefined,
  userId: undefined,
  organizationId: undefined,
  claims: undefined,
  session: undefined,
}

export const initialState = (): StoreState => ({
  shown: { connection: { status: 'loading', error: undefined }, session: { status: 'loading', ...nobody } },
  tokens: {},
  tokenErrors: {},
})

/** The handle's own state. Private to it: the outside sees `state` and the hooks. */
export const createFrontdeskStore = (): Store => createStore<StoreState>(initialState)
