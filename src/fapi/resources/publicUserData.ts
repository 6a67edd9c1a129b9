import type { UserRecord } from '../state/state'
import { imageOf } from './image'

/** What other people may see of a user. */
export function serializePublicUserData(user: UserRecord) {
  return {
    first_name: user.firstName,
    last_name: user.lastName,
    ...imageOf(user.image),
    identifier: user.identifier,
    user_id: user.id,
    username: user.username,
    banned: user.banned,
  }
}
