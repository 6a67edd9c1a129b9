// How many session tokens a second one core can sign, and nothing else: no server can hand out more.
import { generateKeyPair, SignJWT } from 'jose'

const seconds = 3
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

let signed = 0
const end = performance.now() + seconds * 1000
async function signOn() {
  while (performance.now() < end) {
    await new SignJWT(claims)
      .setProtectedHeader({ alg: 'RS256', cat: 'cl_B7d4PD111AAA', kid: 'ins_1', typ: 'JWT' })
      .sign(privateKey)
    signed += 1
  }
}
await Promise.all(Array.from({ length: 16 }, signOn))
console.log(signed / seconds)
