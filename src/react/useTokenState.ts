import type { Internals } from '../core/internals'
import { type TokenState, tokenBook } from '../core/tokens/book'
import { announced, useSource } from './useSource'

/** A part of the handle's tokens. There are none on a server. */
export function useTokenState<Part>(select: (state: TokenState) => Part): Part {
  return useSource(
    source,
    (internals) => select(tokenBook(internals).store.getState()),
    (internals) => select(tokenBook(internals).store.getInitialState()),
  )
}

const source = (internals: Internals) => announced(tokenBook(internals).store.subscribe)
