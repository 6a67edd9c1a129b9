/** A request on its way out; a scheme adds its credentials to it. */
export interface OutgoingRequest {
  url: URL
  headers: Headers
  credentials: RequestCredentials
}

/** How requests prove which client they come from. One file per scheme beside this one. */
export interface SecurityScheme {
  /**
   * Adds the credentials, getting missing ones first.
   *
   * @returns what takes over what the answer to this request says about them, if anything.
   */
  authorize(request: OutgoingRequest): Promise<((response: Response) => Promise<void>) | void>
  /** Gets new credentials in place of the refused ones that `request` carried; false where it cannot. */
  renew?: ((request: OutgoingRequest) => Promise<boolean>) | undefined
  /** Whether a token of an existing client is stored where this library can see it. */
  hasClientToken?(): Promise<boolean>
  /** Forgets the client's token; late answers do not bring it back. */
  forget?(): Promise<void>
}
