import { type BrowserCookie, cookieFits, parseCookie } from './cookie'

/**
 * The cookies of one browser. `SameSite` is not weighed: all that a tab can call is the Frontend API, which in
 * production is of the app's own site (`clerk.<domain>`), and in development needs no cookie.
 */
export interface Jar {
  readonly all: readonly BrowserCookie[]
  /** Takes a `Set-Cookie` line of an answer from `url`. */
  store(url: URL, line: string): void
  /** The `Cookie` header for a request to `url`. */
  header(url: URL): string
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
  const put = (cookie: BrowserCookie | undefined) => {
    if (cookie && !blocked) cookies = [...current().filter((other) => !isSame(other, cookie)), cookie]
  }
  const fitting = (url: URL) =>
    current()
      .filter((cookie) => cookieFits(cookie, url))
      .sort((a, b) => b.path.length - a.path.length)
  return {
    get all() {
      return current()
    },
    store: (url, line) => put(parseCookie(url, line, Date.now())),
    header: (url) => join(fitting(url)),
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

function isSame(a: BrowserCookie, b: BrowserCookie): boolean {
  return a.name === b.name && a.domain === b.domain && a.path === b.path
}

function join(cookies: BrowserCookie[]): string {
  return cookies.map(({ name, value }) => `${name}=${value}`).join('; ')
}
