import type { Box } from '../box'
import type { UserRecord } from '../state/state'
import { serializeUser } from './user'

/** A User as servers see it: what pages do, and what is hidden from those. */
export function serializeBackendUser(box: Box, user: UserRecord) {
  return { ...serializeUser(box, user), private_metadata: user.privateMetadata ?? {} }
}
