import { orElse } from '../host/orElse'
import type { InitialState } from './initialState'
import { seedOf } from './seed'

/** The used part of a `Document`. */
interface InitialStateDocument {
  querySelector(selectors: string): { readonly textContent: string | null } | null
}

/**
 * What the server left in the page for the browser: in `<script type="application/json" id="frontdesk">`, as
 * `serializeInitialState()` of `frontdesk/server` writes it. For servers without a framework that carries it over.
 *
 * @returns `undefined` if there is none, or none that this version understands.
 *
 * @example
 * hydrateRoot(root, <ClientProvider publishableKey={key} initialState={readInitialState(document)}>…</ClientProvider>)
 */
export function readInitialState(document: InitialStateDocument): InitialState | undefined {
  // What a visitor wrote may bear the id, but is no script.
  const script = document.querySelector('script[id=frontdesk][type="application/json"]')
  const state = orElse(() => JSON.parse(script?.textContent ?? '') as InitialState)
  return seedOf(state) && state
}
