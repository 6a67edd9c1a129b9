import type { Internals } from '../internals'
import { readToken } from './jwt'
import { type TokenTarget, tokenKey } from './store'

/** Takes in a token that the Frontend API or another tab gave, unless a newer one is there. */
export function takeToken(
  { clients, hooks, store }: Internals,
  target: TokenTarget,
  jwt: string,
  isForeign = false,
): void {
  const key = tokenKey(target)
  const token = readToken(jwt)
  const known = store.getState().tokens[key]
  if (known && (known.jwt === jwt || known.issuedAt > token.issuedAt)) return
  store.setState(({ tokens, tokenErrors: { [key]: _, ...tokenErrors } }) => ({
    tokens: { ...tokens, [key]: token },
    tokenErrors,
  }))
  clients.show()
  for (const onToken of hooks.token) onToken(key, token, isForeign)
}

/** Drops the tokens of all other sessions. */
export function keepTokens({ store }: Internals, keeps: (sessionId: string) => boolean): void {
  const { tokens, tokenErrors } = store.getState()
  const kept = <T>(entries: Readonly<Record<string, T>>) =>
    Object.fromEntries(Object.entries(entries).filter(([key]) => keeps(key.split('|')[0]!)))
  if (!Object.keys(tokens).every((key) => keeps(key.split('|')[0]!))) {
    store.setState({ tokens: kept(tokens), tokenErrors: kept(tokenErrors) })
  }
}
