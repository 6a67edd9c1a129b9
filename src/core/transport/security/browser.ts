import { anonymous, type SecurityScheme } from './scheme'

/** ProductionBrowser: the browser keeps the client token in an HttpOnly cookie that no script sees. */
export const browserScheme: SecurityScheme = {
  ...anonymous,
  async authorize(request) {
    request.credentials = 'include'
  },
}
