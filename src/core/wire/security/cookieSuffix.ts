/** The start of the key's SHA-1 in base64url. `undefined` without Web Crypto, e.g. in insecure contexts. */
export async function cookieSuffix(publishableKey: string): Promise<string | undefined> {
  try {
    const digest = await crypto.subtle.digest('SHA-1', new TextEncoder().encode(publishableKey))
    const text = btoa(String.fromCharCode(...new Uint8Array(digest)))
    return text.slice(0, 8).replace(/\+/g, '-').replace(/\//g, '_')
  } catch {
    return undefined
  }
}
