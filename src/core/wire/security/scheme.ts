import type { NativeStorage } from '../../host/storedList'
import type { FrontdeskError } from '../errors'
import type { Wire } from '../wire'

/** A request on its way out; a scheme adds its credentials to it. */
export interface OutgoingRequest {
  url: URL
  headers: Headers
  credentials: RequestCredentials
}

/** Takes over what an answer says about the credentials. */
type Receive = (response: Response) => Promise<void>

/**
 * Adds the credentials, and gets missing ones first. What returns no promise asks for nothing.
 *
 * @param refused - where the request was sent before, with credentials that the server does not know.
 */
export type Authorize = (
  wire: Wire,
  request: OutgoingRequest,
  refused?: URL,
) => Promise<Receive | undefined> | undefined

/** How requests prove which client they come from. Made by `nativeScheme()`; browsers need none. */
export interface SecurityScheme {
  /** Tells schemes apart. */
  readonly name: string
  /** @internal Whether it goes without a page: else there is no client to load on a server. */
  readonly isPageless?: boolean
  /** @internal Whether `authorize` asks for nothing, so that a request can leave at once. */
  readonly isInstant?: boolean
  /** @internal Where else than in the origin's storage sign-outs that wait are kept. */
  readonly storage?: NativeStorage
  /** @internal */
  readonly authorize: Authorize
  /** @internal Whether the server does not know the credentials, and others can help. */
  isRenewable?(refusal: FrontdeskError): boolean
  /** @internal Throws where a refusal is of the token of a client that is stored where this library can see it. */
  checkToken?(wire: Wire, refusal: FrontdeskError): Promise<void>
  /** @internal Forgets the client's token; late answers do not bring it back. */
  forget?(wire: Wire): Promise<void>
}
