type Json = Record<string, unknown>

/** Signs claims, in the compact form. */
export async function signJws(header: Json, claims: Json, key: CryptoKey): Promise<string> {
  const input = [header, claims].map((part) => toBase64Url(toBytes(JSON.stringify(part)))).join('.')
  const signature = await crypto.subtle.sign('RSASSA-PKCS1-v1_5', key, toBytes(input))
  return `${input}.${toBase64Url(new Uint8Array(signature))}`
}

/** What a token says. @throws when it was not signed with the key's other half, or is no token at all */
export async function verifyJws(token: string, key: CryptoKey): Promise<{ header: Json; claims: Json }> {
  const [header = '', claims = '', signature = '', ...rest] = token.split('.')
  const input = toBytes(`${header}.${claims}`)
  const isSigned =
    rest.length === 0 &&
    (await crypto.subtle.verify('RSASSA-PKCS1-v1_5', key, fromBase64Url(signature), input))
  if (!isSigned) throw new TypeError('The signature is not valid.')
  return { header: decodePart(header), claims: decodePart(claims) }
}

/** What a token says, whoever signed it. */
export function decodeClaims(token: string): Json {
  return decodePart(token.split('.')[1]!)
}

function decodePart(part: string): Json {
  return JSON.parse(new TextDecoder().decode(fromBase64Url(part)))
}

function toBase64Url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')
}

function fromBase64Url(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (letter) =>
    letter.charCodeAt(0),
  )
}

function toBytes(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text)
}
