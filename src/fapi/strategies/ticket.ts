import { withClient } from '../http/envelope'
import { FapiError, formError } from '../http/errors'
import { serializeSignIn } from '../resources/signIn'
import { currentClient, ensureClient } from '../security/caller'
import { identifyUser, startSignIn } from '../state/signIns'
import { findTicket, setTicketStatus } from '../state/tickets'
import { findUser } from '../state/users'
import { startVerification } from '../state/verifications'
import { complete } from './goOn'
import type { Start } from './starts'

/** Signs in who holds a sign-in token, or who is invited and has an account by now. */
export const startByTicket: Start = async (c) => {
  const box = c.get('box')
  const text = c.get('form').get('ticket')
  if (!text) throw formError('form_param_missing', 'ticket', 'There is no ticket')
  const ticket = await findTicket(box, text)
  const owner =
    box.state.users.get(ticket.userId ?? '') ?? findUser(box.state.users, ticket.emailAddress ?? '')
  if (!owner && ticket.userId) {
    throw new FapiError(400, 'sign_in_token_cannot_be_used_code', 'Whom this link signed in is gone')
  }
  if (!owner) {
    throw new FapiError(400, 'invitation_account_not_exists', 'There is no account yet. Sign up instead.')
  }
  const user = identifyUser(box, currentClient(c), owner.identifier)
  const client = ensureClient(c)
  const signIn = startSignIn(box, client, user, {
    identifier: user.identifier,
    verification: { ...startVerification('ticket'), verified: true },
  })
  setTicketStatus(box, ticket, 'accepted')
  complete(c, client, signIn, user)
  if (ticket.actor) box.state.sessions.get(signIn.createdSessionId!)!.actor = ticket.actor
  return withClient(c, serializeSignIn(box, signIn))
}
