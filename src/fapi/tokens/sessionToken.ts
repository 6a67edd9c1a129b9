import type { Box } from '../box'
import { membershipsOf } from '../state/organizations'
import { verificationAge } from '../state/sessions'
import type { ClientRecord, SessionRecord } from '../state/state'
import { organizationClaims } from './organizationClaims'
import { sign } from './sign'
import { verify } from './verify'

/** Seconds. */
const lifetime = 60
/** Seconds that a token must still live to be handed out again. */
const reuseMargin = 30

/** The category of session tokens, and of handshakes. */
export const sessionCategory = 'cl_B7d4PD111AAA'

/** Signs a session token that lives 60 s, unless it says how long. `origin` becomes `azp`; the organization is the session's unless given. */
export async function createSessionToken(
  box: Box,
  session: SessionRecord,
  origin: string | undefined,
  organizationId: string | null = session.organizationId,
  seconds = lifetime,
): Promise<string> {
  const issuedAt = Math.floor(box.clock.now() / 1000)
  const membership = membershipIn(box, session, organizationId)
  // What is undefined is left out when it is signed.
  const claims = {
    ...baseClaims(box, session, issuedAt, seconds, origin),
    ...(membership && organizationClaims(membership)),
    act: session.actor,
    fva: verificationAge(box, session),
    sid: session.id,
    sts: session.status,
    v: 2,
  }
  const jwt = await sign(box, claims, { category: sessionCategory })
  if (organizationId === session.organizationId && seconds === lifetime)
    session.lastToken = { jwt, issuedAt, origin }
  return jwt
}

/** Whether it is a session token of this session, be it one that has expired. */
export async function isTokenOf(box: Box, session: SessionRecord, jwt: string): Promise<boolean> {
  const verified = await verify(box, jwt)
  return verified?.claims.sid === session.id && verified.header.cat === sessionCategory
}

/** The place of a session's user in an organization; undefined where there is none, or none any more. */
export function membershipIn(
  box: Box,
  { userId, organizationId: active }: SessionRecord,
  organizationId: string | null = active,
) {
  if (organizationId === null) return undefined
  return membershipsOf(box, userId).find(({ organization }) => organization.id === organizationId)
}

/** The token that rides along with a session: the last one while it is fresh enough, else a new one. */
export async function ridingToken(
  box: Box,
  client: ClientRecord,
  session: SessionRecord,
  origin: string | undefined,
) {
  const now = Math.floor(box.clock.now() / 1000)
  const last = session.lastToken
  const isFresh =
    last !== undefined &&
    last.origin === origin &&
    last.issuedAt <= now &&
    last.issuedAt + lifetime - now >= reuseMargin &&
    // App servers refuse a token older than the client's last sign-in or sign-out.
    last.issuedAt >= Math.floor(client.updatedAt / 1000)
  return isFresh ? last.jwt : createSessionToken(box, session, origin)
}

/** What every token says. */
export function baseClaims(
  box: Box,
  session: SessionRecord,
  issuedAt: number,
  seconds: number,
  origin: string | undefined,
) {
  return {
    azp: origin,
    exp: issuedAt + seconds,
    iat: issuedAt,
    iss: `https://${box.options.publishableKey.host}`,
    jti: box.ids.newId('jti'),
    // Ten seconds back, for clocks that run late.
    nbf: issuedAt - 10,
    sub: session.userId,
  }
}
