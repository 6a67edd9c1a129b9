/** A request on its way out; a scheme adds its credentials to it. */
export interface OutgoingRequest {
  url: URL
  headers: Headers
  credentials: RequestCredentials
}

/** How requests prove which client they come from. One file per scheme beside this one. */
export interface SecurityScheme {
  /** Adds the credentials, getting missing ones first. */
  authorize(request: OutgoingRequest): Promise<void>
  /** Takes over what an answer says about the credentials. `request` is the one it answers. */
  receive(response: Response, request: OutgoingRequest): Promise<void>
  /** Gets new credentials in place of the refused ones that `request` carried; false where it cannot. */
  renew(request: OutgoingRequest): Promise<boolean>
  /** Whether a token of an existing client is stored where this library can see it. */
  hasClientToken(): Promise<boolean>
  /** Forgets the client's token; late answers do not bring it back. */
  forget(): Promise<void>
}

/** No credentials at all: what other schemes start from. */
export const anonymous: SecurityScheme = {
  async authorize() {},
  async receive() {},
  async renew() {
    return false
  },
  async hasClientToken() {
    return false
  },
  async forget() {},
}
