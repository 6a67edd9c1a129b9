import type { NativeStorage } from '../../host/storedList'
import type { FrontdeskError } from '../errors'
import type { Wire } from '../wire'

export interface OutgoingRequest {
  url: URL
  headers: Headers
  credentials: RequestCredentials
}

type Receive = (response: Response) => Promise<void>

/** Returns no promise if nothing must be awaited. `refused` is the URL of a first try with unknown credentials. */
export type Authorize = (
  wire: Wire,
  request: OutgoingRequest,
  refused?: URL,
) => Promise<Receive | undefined> | undefined

/** How requests identify their client. Made by `nativeScheme()`; browsers need none. */
export interface SecurityScheme {
  /** Distinguishes schemes. */
  readonly name: string
  /** @internal Whether it needs a document. Such a scheme loads no client on a server. */
  readonly needsPage?: boolean
  /** @internal Whether `authorize` is synchronous. */
  readonly isInstant?: boolean
  /** @internal Where undelivered sign-outs are kept. Default: the origin's storage. */
  readonly storage?: NativeStorage
  /** @internal */
  readonly authorize: Authorize
  /** @internal Whether the server does not know the credentials, and new ones can help. */
  isRenewable?(refusal: FrontdeskError): boolean
  /** @internal Whether a reload will not find the credentials again. */
  isForgotten?(wire: Wire): boolean
  /** @internal Throws if a refusal concerns a client token that this library stores. */
  checkToken?(wire: Wire, refusal: FrontdeskError): Promise<void>
  /** @internal Forgets the client token. Late answers do not bring it back. */
  forget?(wire: Wire): Promise<void>
}
