import type { UserRecord } from '../state/state'

/** What other people may see of a user. */
export function serializePublicUserData(user: UserRecord) {
  return {
    first_name: user.firstName,
    last_name: user.lastName,
    image_url: '',
    has_image: false,
    identifier: user.identifier,
    user_id: user.id,
    username: user.username,
    banned: user.banned,
  }
}
