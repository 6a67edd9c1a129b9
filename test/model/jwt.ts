export interface Claims {
  sub: string
  sid: string
  iat: number
  exp: number
}

/** What a session token says. */
export const claimsOf = (jwt: string) =>
  JSON.parse(Buffer.from(jwt.split('.')[1]!, 'base64url').toString()) as Claims
