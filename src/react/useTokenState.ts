import { type TokenState, tokenBook } from '../core/features/tokens/book'
import type { Store } from '../core/store/store'
import { announced, useSource } from './useSource'

/** A part of the handle's tokens. There are none on a server. */
export function useTokenState<Part>(select: (state: TokenState) => Part): Part {
  return useSource(
    source,
    (store) => select(tokenBook(store).store.getState()),
    (store) => select(tokenBook(store).store.getInitialState()),
  )
}

const source = (store: Store) => announced(tokenBook(store).store.subscribe)
