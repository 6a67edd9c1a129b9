import { type TokenState, tokenBook } from '../core/tokens/book'
import { useFrontdesk } from './context'
import { useSource } from './useSource'

/** A part of the handle's tokens. There are none on a server. */
export function useTokenState<Part>(select: (state: TokenState) => Part): Part {
  const { store } = tokenBook(useFrontdesk()._internal)
  return useSource(
    store.subscribe,
    () => select(store.getState()),
    () => select(store.getInitialState()),
  )
}
