import type { Box } from './box'
import { createTicket, ticketText } from './state/tickets'
import { emailPattern, namedUser } from './state/users'

const month = 30 * 24 * 60 * 60 * 1000

/** Invites somebody, as the app's server does. @returns the ticket. @throws TypeError for what is no address */
export function invite(box: Box, address: string, publicMetadata?: Record<string, unknown>): Promise<string> {
  const emailAddress = address.trim().toLowerCase()
  if (!emailPattern.test(emailAddress)) throw new TypeError(`"${address}" is no email address.`)
  return ticketText(
    box,
    createTicket(box, { emailAddress, ...(publicMetadata && { publicMetadata }) }, month),
  )
}

/** Makes a token that signs a user in. @throws TypeError for an unknown one */
export function signInToken(box: Box, user: string): Promise<string> {
  return ticketText(box, createTicket(box, { userId: namedUser(box, user).id }, month))
}
