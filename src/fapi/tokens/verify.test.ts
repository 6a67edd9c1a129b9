import { CompactSign, importJWK, type JWK } from 'jose'
import { expect, test } from 'vitest'
import { createCaller, sharedKey } from '../testCaller'

const encode = (part: unknown) => Buffer.from(JSON.stringify(part)).toString('base64url')

/** Signs any text with the key of the box. */
async function signed(payload: string, header: object): Promise<string> {
  const key = await importJWK((await sharedKey()) as JWK, 'RS256')
  return new CompactSign(new TextEncoder().encode(payload))
    .setProtectedHeader({ alg: 'RS256', ...header })
    .sign(key)
}

/** What a box says to a ticket, and to a token of a session that it has, and to one of a client. */
async function answersTo(make: (header: object) => Promise<string> | string) {
  const { call, signIn, fapi } = await createCaller({ signingKey: await sharedKey() })
  const { body } = await signIn('alice')
  const form = { strategy: 'ticket', ticket: await make({ typ: 'ticket+jwt' }) }
  const { status, code } = await call('POST', '/v1/client/sign_ins', { form })
  const verify = async (path: string, header: object) => {
    const headers = { authorization: `Bearer ${fapi.secretKey}` }
    const request = new URLSearchParams({ token: await make(header) })
    return (
      await fapi.fetch(
        new Request(`http://localhost:4400/v1${path}`, { method: 'POST', headers, body: request }),
      )
    ).status
  }
  const session = await verify(`/sessions/${body.response.created_session_id}/verify`, {
    typ: 'JWT',
    cat: 'cl_B7d4PD111AAA',
  })
  const client = await verify('/clients/verify', { typ: 'client+jwt' })
  return { ticket: [status, code], session, client }
}

const refused = { ticket: [400, 'ticket_invalid_code'], session: 401, client: 401 }

test.each(['null', '5', '"text"', 'true', '[]', '{', '', '{"id":null}', '{"id":{"toString":1},"sid":[]}'])(
  'attack: what is signed and says %s is nobody’s',
  async (payload) => {
    expect(await answersTo((header) => signed(payload, header))).toEqual(refused)
  },
)

test.each<[string, (header: object) => Promise<string> | string]>([
  ['is not signed', (header) => `${encode({ alg: 'none', ...header })}.${encode({ id: 'sit_1' })}.`],
  [
    'is signed with the public key as a secret',
    (header) => `${encode({ alg: 'HS256', ...header })}.${encode({})}.AAAA`,
  ],
  ['is no token', () => 'a.b.c'],
  ['is of another type', (header) => signed('{"id":"sit_1"}', { ...header, typ: 'client+jwt', cat: 'x' })],
])('attack: what %s is nobody’s', async (_, make) => {
  expect(await answersTo(make)).toEqual(refused)
})
