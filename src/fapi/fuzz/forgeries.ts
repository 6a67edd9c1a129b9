import { type JWTPayload, SignJWT } from 'jose'
import { fc } from '../../../test/support/fuzz'

/** What a client holds, and what others may come to know of it. */
export interface Holder {
  clientToken: string
  devBrowser: string
  jwt: string
  handshakeToken: string
  nonce: string
  ids: { clientId: string; sessionId: string; signInId: string; signUpId: string }
}

/** What people who never saw the victim's credential make up, from what they know and from a broken copy of it. */
export function forgeries(
  victims: Holder,
  own: Holder,
  foreign: Holder,
  known: readonly string[],
  publicKey: string,
): fc.Arbitrary<Promise<string>> {
  const { clientToken, devBrowser } = victims
  const secret = fc.constantFrom(clientToken, devBrowser)
  const letter = fc.constantFrom(...'aZ09-_.~%+,/="\'|*')
  const jwts = [clientToken, own.clientToken, foreign.clientToken, victims.jwt, victims.handshakeToken]
  const part = (index: number) => fc.constantFrom(...jwts.map((jwt) => jwt.split('.')[index]!), '', 'e30')
  const claims = JSON.parse(
    atob(clientToken.split('.')[1]!.replaceAll('-', '+').replaceAll('_', '/')),
  ) as JWTPayload
  const typ = fc.constantFrom('client+jwt', 'CLIENT+JWT', 'application/client+jwt', 'JWT', undefined)
  const text = fc.oneof(
    fc.tuple(secret, fc.nat(), letter).map(([token, at, letter]) => {
      const place = at % token.length
      return token.slice(0, place) + letter + token.slice(place + 1)
    }),
    fc.tuple(secret, fc.nat()).map(([token, length]) => token.slice(0, length % token.length)),
    fc.tuple(secret, letter).map((parts) => parts.join('')),
    secret.map((token) => token.toLowerCase().replace('dvb', 'DVB')),
    fc.tuple(part(0), part(1), part(2)).map((parts) => parts.join('.')),
    typ.map((type) => `${encode({ alg: 'none', typ: type })}.${encode(claims)}.`),
    fc.constantFrom(
      ...[victims.jwt, victims.handshakeToken, own.jwt, own.handshakeToken, foreign.clientToken],
      ...[foreign.devBrowser, foreign.nonce, victims.nonce, ...Object.values(victims.ids), ...known],
      ...['', '*', '%', 'null', '__proto__', 'constructor'],
    ),
  )
  const symmetric = typ.map((type) => {
    const header = { alg: 'HS256', ...(type && { typ: type }) }
    return new SignJWT(claims).setProtectedHeader(header).sign(new TextEncoder().encode(publicKey))
  })
  return fc.oneof({ weight: 8, arbitrary: text.map((value) => Promise.resolve(value)) }, symmetric)
}

function encode(value: object): string {
  return btoa(JSON.stringify(value)).replaceAll('=', '').replaceAll('+', '-').replaceAll('/', '_')
}

/** A token's bytes: the last letter of each part may be written in several ways, and padded. */
export function bytes(token: string): string {
  const parts = token.replaceAll(/[=\s]/g, '').replaceAll('-', '+').replaceAll('_', '/').split('.')
  return parts.map((part) => (/^[\w+/]+$/.test(part) && part.length % 4 !== 1 ? atob(part) : part)).join('.')
}
