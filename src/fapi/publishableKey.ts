/** `test`: a development instance. `live`: a production instance. */
export type KeyType = 'test' | 'live'

/** What a publishable key says. */
export interface PublishableKey {
  key: string
  keyType: KeyType
  /** The host the key names, e.g. `foo-bar-13.clerk.accounts.dev`. */
  host: string
}

// Clerk's SDKs run their development machinery only for hosts of a few suffixes; `accounts.dev` is one.
const hosts: Record<KeyType, (name?: string) => string> = {
  test: (name = 'foo-bar-13') => `${name}.clerk.accounts.dev`,
  live: (name = 'frontdesk') => `clerk.${name}.example`,
}

/** The key of an instance that nobody chose a key for. @throws TypeError when the name cannot be part of a host */
export function defaultKey(keyType: KeyType, name?: string): string {
  if (name !== undefined && !/^[a-z\d]([a-z\d-]*[a-z\d])?$/i.test(name)) {
    throw new TypeError(`name: "${name}" may have letters and digits, and hyphens between them.`)
  }
  return `pk_${keyType}_${btoa(`${hosts[keyType](name)}$`)}`
}

/** Reads a publishable key. @throws TypeError when it does not parse. */
export function parseKey(key: string): PublishableKey {
  const [, keyType, payload] = /^pk_(test|live)_([A-Za-z0-9+/]+=*)$/.exec(key) ?? []
  const host = payload === undefined ? undefined : decode(payload)
  if (keyType === undefined || host === undefined) {
    throw new TypeError(`publishableKey: "${key}" is not pk_test_ or pk_live_ and base64 of "<host>$".`)
  }
  return { key, keyType: keyType as KeyType, host }
}

/** The domain of a production instance's apps: `example.com` where the key names `clerk.example.com`. */
export function appDomain({ keyType, host }: PublishableKey): string | undefined {
  return keyType === 'live' && host.startsWith('clerk.') ? host.slice('clerk.'.length) : undefined
}

/** The origin of the pages that Clerk hosts for an instance: `https://accounts.example.com` where the key names `clerk.example.com`. */
export function accountsPortal({ host }: PublishableKey): string {
  return `https://${host.replace(/\bclerk\.(accounts\.)?/, 'accounts.')}`
}

function decode(payload: string): string | undefined {
  try {
    return /^([^$]+\.[^$]+)\$$/.exec(atob(payload))?.[1]
  } catch {
    return undefined
  }
}

/** The eight letters that tell the cookies of one key from those of another on the same host. */
export async function cookieSuffix(key: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-1', new TextEncoder().encode(key))
  const base64 = btoa(String.fromCharCode(...new Uint8Array(digest)))
  return base64.replaceAll('+', '-').replaceAll('/', '_').slice(0, 8)
}
