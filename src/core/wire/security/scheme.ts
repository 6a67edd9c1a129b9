import type { NativeStorage } from '../../host/storedList'
import type { FrontdeskError } from '../errors'
import type { Wire } from '../wire'

export interface OutgoingRequest {
  url: URL
  headers: Headers
  credentials: RequestCredentials
}

type Receive = (response: Response) => Promise<void>

/**
 * Adds the credentials. Returns no promise if the request can leave at once.
 *
 * @param refused - the URL of the first try, whose credentials the server did not know.
 */
export type Authorize = (
  wire: Wire,
  request: OutgoingRequest,
  refused?: URL,
) => Promise<Receive | undefined> | undefined

/** How requests identify their client. Made by `nativeScheme()`; browsers need none. */
export interface SecurityScheme {
  /** Distinguishes schemes. */
  readonly name: string
  /** @internal Whether it works without a document. Other schemes load no client on a server. */
  readonly isPageless?: boolean
  /** @internal Whether `authorize` is synchronous. */
  readonly isInstant?: boolean
  /** @internal Where undelivered sign-outs are kept. Default: the origin's storage. */
  readonly storage?: NativeStorage
  /** @internal */
  readonly authorize: Authorize
  /** @internal Whether the server does not know the credentials, and new ones can help. */
  isRenewable?(refusal: FrontdeskError): boolean
  /** @internal Throws if a refusal concerns a client token that this library stores. */
  checkToken?(wire: Wire, refusal: FrontdeskError): Promise<void>
  /** @internal Forgets the client token. Late answers do not bring it back. */
  forget?(wire: Wire): Promise<void>
}
