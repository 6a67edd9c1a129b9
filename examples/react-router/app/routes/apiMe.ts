import { frontdeskContext } from '../frontdesk.server'
import type { Route } from './+types/apiMe'

/** Data for who is signed in; others get a 401. */
export function loader({ context }: Route.LoaderArgs) {
  const { auth } = context.get(frontdeskContext)
  return auth.status === 'signed-in' ? Response.json({ userId: auth.userId }) : auth.deny()
}
