import { Hono } from 'hono/tiny'
import { sendOn } from '../handshake/redirect'
import type { FapiEnv } from '../http/env'
import { FapiError } from '../http/errors'
import { navigation } from '../security/middleware'
import { findTicket } from '../state/tickets'
import { findUser } from '../state/users'

/** `/v1/tickets/accept`: where the link in an invitation leads, and from there to the app that takes the ticket. */
export const ticketRoutes = new Hono<FapiEnv>().get('/v1/tickets/accept', navigation, async (c) => {
  const box = c.get('box')
  const text = c.get('query').get('ticket')
  if (!text) throw new FapiError(400, 'ticket_invalid_code', 'This link is not whole')
  const { userId, emailAddress = '', redirectUrl } = await findTicket(box, text)
  const status = userId || findUser(box.state.users, emailAddress) ? 'sign_in' : 'sign_up'
  // Checked when the invitation was made.
  const url = new URL(redirectUrl ?? (status === 'sign_in' ? '/sign-in' : '/sign-up'), c.get('url'))
  url.searchParams.set('__clerk_ticket', text)
  url.searchParams.set('__clerk_status', status)
  return sendOn(c, url)
})
