/**
 * The suffix that keeps the cookies of several instances on one host apart: the first eight characters of
 * the publishable key's SHA-1 in base64url. `undefined` in insecure contexts, which have no Web Crypto;
 * cookies then go without their suffixed twin.
 */
export async function cookieSuffix(publishableKey: string): Promise<string | undefined> {
  const digest = await globalThis.crypto?.subtle?.digest('SHA-1', new TextEncoder().encode(publishableKey))
  const text = digest && btoa(String.fromCharCode(...new Uint8Array(digest)))
  return text?.slice(0, 8).replace(/\+/g, '-').replace(/\//g, '_')
}
