import { type BrowserCookie, cookieFits, parseCookie } from './cookie'

/**
 * The cookies of one browser. `SameSite` is weighed as for a page's `fetch`, where `Strict` and `Lax` are one. What
 * browsers do besides is not: blocking or partitioning the cookies of other sites, Safari's caps, `__Host-` names,
 * limits of number and size.
 */
export interface Jar {
  readonly all: readonly BrowserCookie[]
  /** Takes a `Set-Cookie` line of an answer from `url`, which a page of this or of another site asked for. */
  store(url: URL, line: string, isCrossSite?: boolean): void
  /** The `Cookie` header for a request to `url`. */
  header(url: URL, isCrossSite?: boolean): string
  /** What `document.cookie` reads in a page. */
  read(page: URL): string
  /** What assigning to `document.cookie` does in a page. */
  write(page: URL, line: string): void
  clear(): void
}

/** @param blocked keeps nothing, as a browser does whose user blocks cookies. */
export function createJar(blocked: boolean): Jar {
  let cookies: BrowserCookie[] = []
  const current = () => cookies.filter(({ expires }) => expires === undefined || expires > Date.now())
  const put = (cookie: BrowserCookie) => {
    if (!blocked) cookies = [...current().filter((other) => !isSame(other, cookie)), cookie]
  }
  const fitting = (url: URL) =>
    current()
      .filter((cookie) => cookieFits(cookie, url))
      .sort((a, b) => b.path.length - a.path.length)
  return {
    get all() {
      return current()
    },
    store(url, line, isCrossSite = false) {
      const cookie = parseCookie(url, line, Date.now())
      if (cookie && reaches(cookie, isCrossSite)) put(cookie)
    },
    header: (url, isCrossSite = false) => join(fitting(url).filter((cookie) => reaches(cookie, isCrossSite))),
    read: (page) => join(fitting(page).filter(({ httpOnly }) => !httpOnly)),
    write(page, line) {
      const cookie = parseCookie(page, line, Date.now())
      const hides = (other: BrowserCookie) => other.httpOnly && cookie !== undefined && isSame(other, cookie)
      if (cookie && !cookie.httpOnly && !cookies.some(hides)) put(cookie)
    },
    clear() {
      cookies = []
    },
  }
}

function reaches({ sameSite }: BrowserCookie, isCrossSite: boolean): boolean {
  return sameSite === 'none' || !isCrossSite
}

function isSame(a: BrowserCookie, b: BrowserCookie): boolean {
  return a.name === b.name && a.domain === b.domain && a.path === b.path
}

function join(cookies: BrowserCookie[]): string {
  return cookies.map(({ name, value }) => `${name}=${value}`).join('; ')
}
