import { type BrowserCookie, cookieFits, parseCookie, type SameSite } from './cookie'

/**
 * The cookies of one browser. What some browsers do besides is not done: blocking or partitioning the cookies of other
 * sites, Safari's caps, `__Host-` names, limits of number and size.
 */
export interface Jar {
  readonly all: readonly BrowserCookie[]
  /** Takes a `Set-Cookie` line of an answer from `url`, unless it is stricter than who asked may have. Default: any. */
  store(url: URL, line: string, strictest?: SameSite): void
  /** The `Cookie` header for a request to `url`, without what is stricter than who asks may have. Default: all. */
  header(url: URL, strictest?: SameSite): string
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
    if (blocked) return
    cookies = current()
    const at = cookies.findIndex((other) => isSame(other, cookie))
    // One that replaces another takes its place: of two with one name, servers believe the first.
    cookies.splice(at < 0 ? cookies.length : at, 1, cookie)
  }
  const fitting = (url: URL) =>
    current()
      .filter((cookie) => cookieFits(cookie, url))
      .sort((a, b) => b.path.length - a.path.length)
  return {
    get all() {
      return current()
    },
    store(url, line, strictest) {
      const cookie = parseCookie(url, line, Date.now())
      if (cookie && reaches(cookie, strictest)) put(cookie)
    },
    header: (url, strictest) => join(fitting(url).filter((cookie) => reaches(cookie, strictest))),
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

function reaches({ sameSite }: BrowserCookie, strictest: SameSite = 'strict'): boolean {
  const order = ['none', 'lax', 'strict']
  return order.indexOf(sameSite) <= order.indexOf(strictest)
}

function isSame(a: BrowserCookie, b: BrowserCookie): boolean {
  return a.name === b.name && a.domain === b.domain && a.path === b.path
}

function join(cookies: BrowserCookie[]): string {
  return cookies.map(({ name, value }) => `${name}=${value}`).join('; ')
}
