import type { SecurityScheme } from './scheme'

/** Clerk's ProductionBrowser scheme: the client token is in an HttpOnly cookie. */
export const browserScheme: SecurityScheme = {
  name: 'browser',
  needsPage: true,
  isInstant: true,
  authorize(_, request) {
    request.credentials = 'include'
    return undefined
  },
}
