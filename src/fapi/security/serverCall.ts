import type { FapiContext } from '../http/env'
import { checkSecretKey, isServer } from './headers'

/** For a path that pages and servers share: a server's call is answered here, and others go on. @throws FapiError 401 for a wrong secret key */
export function serverCall(answer: (c: FapiContext) => Response | Promise<Response>) {
  return async (c: FapiContext, next: () => Promise<void>): Promise<Response | undefined> => {
    if (!isServer(c)) {
      await next()
      return undefined
    }
    checkSecretKey(c)
    return answer(c)
  }
}
