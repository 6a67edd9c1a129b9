/** Whether an origin is of this machine: `localhost` and below, `127.0.0.0/8`, `[::1]`; http or https, any port. */
export function isLoopback(origin: string): boolean {
  const { protocol, hostname, origin: normal } = parseUrl(origin) ?? {}
  if (hostname === undefined || normal !== origin || !/^https?:$/.test(protocol ?? '')) return false
  return isLoopbackHost(hostname)
}

/** Whether a host name, as a URL has it, always means this machine. */
export function isLoopbackHost(hostname: string): boolean {
  return /^(localhost|.+\.localhost|127(\.\d+){3}|\[::1\])$/.test(hostname)
}

/** Whether an origin is of a domain, or below it: over https. */
export function isUnder(domain: string | undefined, origin: string): boolean {
  const { hostname, origin: normal } = parseUrl(origin) ?? {}
  const isPlain = normal === origin && /^https:\/\/[^:]+$/.test(origin)
  return domain !== undefined && isPlain && `.${hostname}`.endsWith(`.${domain}`)
}

/** Whether an origin is a browser extension's. Those may send `Origin` and `Authorization` together. */
export function isExtension(origin: string): boolean {
  return /^(chrome|moz|safari-web)-extension:\/\//.test(origin)
}

/** Reads one allowed origin. @throws TypeError when it is more or less than scheme, host and port. */
export function parseOrigin(origin: string): string {
  const bare = origin.replace(/\/$/, '')
  const url = parseUrl(bare)
  const isWeb =
    url !== undefined &&
    /^https?:$/.test(url.protocol) &&
    url.href === `${url.origin}/` &&
    !/[@\\]/.test(bare)
  if (isWeb) return url.origin
  if (isExtension(bare) && url?.pathname.replace('/', '') === '') return bare
  throw new TypeError(`origins: "${origin}" is not an origin such as http://localhost:3000.`)
}

/** Whether it is an origin that servers may let in: of a page, an extension, or an app's own scheme. */
export function isOpenableOrigin(origin: string): boolean {
  return /^[a-z][a-z\d+.-]*:\/\/[^\s/?#@\\]+$/i.test(origin) && parseUrl(origin) !== undefined
}

/** Reads one host name or address, without a port. @throws TypeError when it is more or less than that */
export function parseHost(host: string): string {
  const isBareAddress = host.includes(':') && !host.startsWith('[')
  const name = isBareAddress ? `[${host}]` : host
  const url = /^([\w.-]+|\[[\da-f:.]+\])$/i.test(name) ? parseUrl(`http://${name}`) : undefined
  if (url) return url.hostname
  throw new TypeError(`hosts: "${host}" is not a host such as box.example or 192.168.1.2.`)
}

/**
 * Reads a URL to send a browser back to. Undefined unless it is a plain absolute http(s) URL: user-info,
 * backslashes and blanks are how one host is made to look like another.
 */
export function parseRedirect(text: string): URL | undefined {
  const [, authority] = /^https?:\/\/([^/?#\\]+)/i.exec(text) ?? []
  if (authority === undefined || authority.includes('@') || /[\\\s\p{Cc}]/u.test(text)) return undefined
  return parseUrl(text)
}

function parseUrl(text: string): URL | undefined {
  try {
    return new URL(text)
  } catch {
    return undefined
  }
}
