import type { SecurityScheme } from './scheme'

/** ProductionBrowser: the browser keeps the client token in an HttpOnly cookie that no script sees. */
export const browserScheme: SecurityScheme = {
  async authorize(request) {
    request.credentials = 'include'
  },
}
