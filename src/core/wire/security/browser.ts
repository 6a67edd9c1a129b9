import type { SecurityScheme } from './scheme'

/** ProductionBrowser: the browser keeps the client token in an HttpOnly cookie that no script sees. */
export const browserScheme: SecurityScheme = {
  name: 'browser',
  isInstant: true,
  authorize(_, request) {
    request.credentials = 'include'
    return undefined
  },
}
