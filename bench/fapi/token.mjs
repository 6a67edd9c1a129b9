import { generateKeyPair, SignJWT } from 'jose'

const { privateKey } = await generateKeyPair('RS256')
const claims = {
  azp: 'http://localhost:3000',
  exp: 1_795_400_060,
  fva: [0, -1],
  iat: 1_795_400_000,
  iss: 'https://foo-bar-13.clerk.accounts.dev',
  jti: '0123456789abcdef0123',
  nbf: 1_795_399_990,
  sid: 'sess_0123456789ABCDEFGHIJKLMNOPQ',
  sts: 'active',
  sub: 'user_0123456789ABCDEFGHIJKLMNOPQ',
  v: 2,
}

/** A session token such as the box signs, always of the same claims. */
export function signToken() {
  return new SignJWT(claims)
    .setProtectedHeader({ alg: 'RS256', cat: 'cl_B7d4PD111AAA', kid: 'ins_1', typ: 'JWT' })
    .sign(privateKey)
}
