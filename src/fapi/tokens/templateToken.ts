import type { Box } from '../box'
import type { JwtTemplate } from '../options'
import { serializeMembership } from '../resources/organization'
import { serializeUser } from '../resources/user'
import type { SessionRecord } from '../state/state'
import { emailOf } from '../state/users'
import { baseClaims, membershipIn } from './sessionToken'
import { fillShortcodes } from './shortcodes'
import { sign } from './sign'

/** The category of tokens made from templates. */
const category = 'cl_B7d4PD222AAA'

/** Signs a token from a template: its claims, and those that no template may change. */
export function createTemplateToken(
  box: Box,
  session: SessionRecord,
  { claims, lifetime: seconds = 60 }: JwtTemplate,
  origin: string | undefined,
): Promise<string> {
  const base = baseClaims(box, session, Math.floor(box.clock.now() / 1000), seconds, origin)
  const own = fillShortcodes(claims ?? {}, templateScope(box, session)) as object
  return sign(box, { ...own, ...base }, { category })
}

/** What the shortcodes of a template may speak of. */
function templateScope(box: Box, session: SessionRecord) {
  const user = box.state.users.get(session.userId)!
  const active = membershipIn(box, session)
  const { organization, ...membership } = active ? serializeMembership(active, user) : {}
  return {
    user: {
      ...serializeUser(box, user),
      full_name: [user.firstName, user.lastName].filter(Boolean).join(' '),
      primary_email_address: emailOf(user) ?? null,
    },
    org: { ...membership, ...organization },
    session: { id: session.id, actor: session.actor ?? null },
  }
}
