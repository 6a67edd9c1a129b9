import { current } from '../../../frontdesk'

/** Data for who is signed in; others get a 401. */
export async function GET() {
  const { auth } = await current()
  return auth.status === 'signed-in' ? Response.json({ userId: auth.userId }) : auth.deny()
}
