import { useSignUp } from 'frontdesk'
import { useState } from 'react'
import { useEscape } from '../../useEscape'
import { Card } from '../Card'
import { SignInFlow } from './SignInFlow'
import { SignUpFlow } from './SignUpFlow'
import { TicketNote } from './TicketNote'

interface AuthCardProps {
  /** Called when somebody has signed in; the new session is this tab's by then. */
  onDone: () => void
  /** Given where there is something to go back to: by a button, or Escape. */
  onCancel?: () => void
}

/** The way in: for who has an account, and for who has none yet. */
export function AuthCard({ onDone, onCancel }: AuthCardProps) {
  const { signUp } = useSignUp()
  const [chosen, choose] = useState<'sign-in' | 'sign-up'>()
  const [identifier, setIdentifier] = useState('')
  useEscape(onCancel)
  // One that is under way goes on after a reload.
  const isSignIn = (chosen ?? (signUp.id === null ? 'sign-in' : 'sign-up')) === 'sign-in'

  function startSignUp(typed: string) {
    setIdentifier(typed)
    choose('sign-up')
  }

  return (
    <Card
      place="due"
      title={isSignIn ? 'Sign in' : 'Create an account'}
      hooks={isSignIn ? 'useSignIn · useEmailCode · usePasskey' : 'useSignUp · useEmailCode'}
      actions={
        onCancel && (
          <button type="button" className="button quiet" onClick={onCancel}>
            Cancel
          </button>
        )
      }
    >
      <TicketNote onDone={onDone} onContinue={() => choose('sign-up')} />
      {isSignIn ? (
        <SignInFlow onDone={onDone} onSignUp={startSignUp} />
      ) : (
        <SignUpFlow identifier={identifier} onDone={onDone} />
      )}
      <p className="other-screen">
        {isSignIn ? 'No account yet?' : 'Have an account?'}{' '}
        <button
          key={isSignIn ? 'sign-up' : 'sign-in'}
          type="button"
          className="link"
          onClick={() => (isSignIn ? startSignUp('') : choose('sign-in'))}
        >
          {isSignIn ? 'Create one' : 'Sign in'}
        </button>
      </p>
    </Card>
  )
}
