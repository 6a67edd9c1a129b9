import type { InitialState } from '../core/store/initialState'
import type { Auth } from './auth'

/** What the app gets to know of a request. */
export interface ServerContext {
  /** Who sends it. A page that reads this, or `initialState`, is private: caches are told to keep nothing. */
  readonly auth: Auth
  /** For `<ClientProvider initialState>`. Undefined where the server cannot tell, and for requests with `Authorization`. */
  readonly initialState: InitialState | undefined
  /** The request as the browser would send it next, for what runs behind: fresh cookies, an address without leftovers. */
  readonly request: Request
}

/** What `resolve()` gives: an answer to send at once, or what the app needs to make one. */
export type Resolved =
  | {
      /** Send it, and do nothing else. */
      readonly answer: Response
      readonly context?: undefined
      readonly merge?: undefined
      readonly headers?: undefined
    }
  | {
      readonly answer?: undefined
      readonly context: ServerContext
      /** The app's response with what has to go along: cookies, and who may keep it. Body and status stay. */
      merge(response: Response): Response
      /** The same as headers to add, as of now: read them after the app has read `auth`. Append each `set-cookie`. */
      readonly headers: Headers
    }
