import type { FapiContext } from '../http/env'
import { FapiError, formError } from '../http/errors'
import type { SignUpRecord } from '../state/state'
import { findTicket } from '../state/tickets'
import { findUser } from '../state/users'
import { startVerification } from '../state/verifications'

/** The invitation in the form: who was invited need not prove the address, and may sign up where others may not. @throws FapiError 400 */
export async function readInvitation(c: FapiContext): Promise<(signUp: SignUpRecord) => void> {
  const box = c.get('box')
  const text = c.get('form').get('ticket')
  if (!text) throw formError('form_param_missing', 'ticket', 'There is no ticket')
  const { id, emailAddress } = await findTicket(box, text)
  if (!emailAddress)
    throw new FapiError(400, 'sign_in_token_not_in_sign_in_code', 'This link signs in: it makes no account')
  if (findUser(box.state.users, emailAddress))
    throw new FapiError(400, 'invitation_account_exists', 'There is an account already. Sign in instead.')
  return (signUp) => {
    signUp.invitationId = id
    signUp.fields.email_address = emailAddress
    signUp.verification = { ...startVerification('ticket'), verified: true, to: emailAddress }
  }
}
