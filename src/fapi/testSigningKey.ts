import type { SigningKey } from './keys'

/** The primes of the key, in base64url. Everything else follows from them. */
const primes = {
  p: '_0iY1QUVZ1UX_WK5TeL4ZX1NIvY2AqTkj7gkwiTVpfE239ekg_rgNGYzh-TiV6FER62ZTkrlb2kH-l1aq9yJezA7-aktZPSbhRlxOuqFLiQVI93tJduGZp7Prp4F30XqF2B2sXqzoFlstV26g7g2NkHx3p-Cf08hXmHZz_FFIuM',
  q: 'yXWsLy71H3B26GTdarKjZNAvyInb2nD-ZRHzkPNWEAPK9pUEUitQlLLTUD7tnXIyd-KuMgNg9-3RrePWZtGpUjYrO3JVlhtg0w12nchyS0WEBQmhIkH6eWHamhalCW85cDuJUnnj4vw829SgYKtFzyj9jVEHwNh5cY6gxUafYVs',
}

/**
 * An RSA key that is always the same, so that snapshots of tokens hold and no test waits for a key. It is public:
 * anyone can sign with it. For `signingKey`, in tests only.
 */
export const testSigningKey: SigningKey = /* @__PURE__ */ fromPrimes(primes)

function fromPrimes({ p, q }: typeof primes): SigningKey {
  const [a, b] = [decode(p), decode(q)]
  const e = 65_537n
  const d = invert(e, (a - 1n) * (b - 1n))
  const numbers = { n: a * b, e, d, dp: d % (a - 1n), dq: d % (b - 1n), qi: invert(b, a) }
  const encoded = Object.entries(numbers).map(([name, value]) => [name, encode(value)])
  return { kty: 'RSA', kid: 'ins_test', p, q, ...Object.fromEntries(encoded) }
}

/** What times `value` is 1, modulo `modulus` (Euclid). */
function invert(value: bigint, modulus: bigint): bigint {
  let [a, b, x, y] = [modulus, value, 0n, 1n]
  while (b > 0n) [a, b, x, y] = [b, a % b, y, x - (a / b) * y]
  return (x + modulus) % modulus
}

function decode(base64url: string): bigint {
  return [...atob(base64url.replaceAll('-', '+').replaceAll('_', '/'))].reduce(
    (sum, char) => sum * 256n + BigInt(char.charCodeAt(0)),
    0n,
  )
}

function encode(value: bigint): string {
  const hex = value.toString(16)
  const bytes = hex.padStart(hex.length + (hex.length % 2), '0').match(/../g)!
  return btoa(String.fromCharCode(...bytes.map((byte) => Number.parseInt(byte, 16))))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')
}
