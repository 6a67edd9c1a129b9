import { FapiError } from '../http/errors'
import { createClientToken, readClientToken } from '../tokens/clientToken'
import { currentClient } from './caller'
import { checkNativeHeaders } from './headers'
import type { SecurityScheme } from './scheme'

/** Native apps: `_is_native` in the query, the client token in `Authorization`, raw or as Bearer; nothing in cookies. */
export const native: SecurityScheme = {
  name: 'native',
  async identify(c) {
    const token = bareToken(c.req.header('authorization'))
    const read = token ? await readClientToken(c.get('box'), token) : undefined
    const nonce = read && c.get('box').state.clients.get(read.namedId)?.nonce
    const renewed = nonce !== undefined && (await import('./nonce')).tradesNonce(c, read!, nonce)
    const clientId = renewed ? read?.namedId : read?.clientId
    return { token: clientId && token, holder: { clientId }, renewed }
  },
  authorize(c) {
    if (!c.get('box').options.nativeApi)
      throw new FapiError(400, 'native_api_disabled', 'Native apps are not served by this instance')
    checkNativeHeaders(c)
    const token = bareToken(c.req.header('authorization'))
    if (token && !/^[\w-]+\.[\w-]+\.[\w-]+$/.test(token)) {
      throw new FapiError(
        401,
        'authorization_header_format_invalid',
        'Authorization must be a client token, raw or as Bearer',
      )
    }
  },
  async answer(c) {
    if (!c.get('caller').renewed) return
    const client = currentClient(c)
    // An empty header tells the app to forget its token.
    const token = client ? await createClientToken(c.get('box'), client) : ''
    c.res.headers.set('Authorization', token)
  },
}

function bareToken(header = ''): string {
  return header.replace(/^Bearer(\s+|$)/i, '').trim()
}
