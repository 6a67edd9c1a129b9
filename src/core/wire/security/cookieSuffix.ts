/** The start of the key's SHA-1 in base64url. `undefined` in insecure contexts, which lack Web Crypto. */
export async function cookieSuffix(publishableKey: string): Promise<string | undefined> {
  const digest = await globalThis.crypto?.subtle?.digest('SHA-1', new TextEncoder().encode(publishableKey))
  const text = digest && btoa(String.fromCharCode(...new Uint8Array(digest)))
  return text?.slice(0, 8).replace(/\+/g, '-').replace(/\//g, '_')
}
