import { useSignIn, useSignUp, useTicket } from 'frontdesk'
import { GlobalErrors } from '../forms/GlobalErrors'
import { useFormErrors } from '../forms/useFormErrors'

interface TicketNoteProps {
  onDone: () => void
  /** Called where a new user has to say more. */
  onContinue: () => void
}

/** For who has come with an invitation, or with a link that signs in. */
export function TicketNote({ onDone, onContinue }: TicketNoteProps) {
  const signIn = useSignIn()
  const signUp = useSignUp()
  const forSignIn = useTicket(signIn)
  const forSignUp = useTicket(signUp)
  const isNew = forSignUp.status === 'sign_up'
  const errors = useFormErrors(isNew ? signUp.error : signIn.error)
  if (!forSignIn.isThere) return null

  async function accept() {
    try {
      const { status } = isNew ? await forSignUp.accept() : await forSignIn.accept()
      if (status === 'complete') onDone()
      else if (isNew) onContinue()
    } catch {
      // The errors say why.
    }
  }

  return (
    <div className="note ticket">
      <p>{isNew ? 'You are invited to create an account.' : 'This link signs you in.'}</p>
      <GlobalErrors errors={errors} />
      <button type="button" className="button primary" onClick={accept}>
        {isNew ? 'Accept the invitation' : 'Sign in by the link'}
      </button>
    </div>
  )
}
