import type { SecurityScheme } from './scheme'

/** Of workers in browsers. */
declare const importScripts: unknown

/** Clerk's ProductionBrowser scheme: the client token is in an HttpOnly cookie. */
export const browserScheme: SecurityScheme = {
  name: 'browser',
  // A page's worker has no document, but its cookies. Edge servers call themselves workers, too, and lack this.
  get needsPage() {
    return typeof importScripts === 'undefined'
  },
  isInstant: true,
  authorize(_, request) {
    request.credentials = 'include'
    return undefined
  },
}
