import type { FapiContext } from '../http/env'
import type { ClientToken } from '../tokens/clientToken'

/**
 * Whether an app that signed in elsewhere trades the nonce that it came back with for its client's new token: the one it
 * has is old by then. As the answer may get lost, the nonce is good until the app comes with the new token.
 */
export function tradesNonce(c: FapiContext, { clientId, namedId }: ClientToken, nonce: string): boolean {
  const { state, saver } = c.get('box')
  const client = state.clients.get(namedId)
  // Another may have taken its place while this was loaded.
  if (client?.nonce !== nonce) return false
  if (!clientId) return c.get('query').get('rotating_token_nonce') === nonce
  client.nonce = undefined
  saver.changed()
  return false
}
