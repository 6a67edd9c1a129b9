import { useSignIn } from 'frontdesk'
import { useEffect } from 'react'
import { Complete } from './Complete'
import { FirstFactorStep } from './FirstFactorStep'
import { IdentifierStep } from './IdentifierStep'
import { NewPasswordStep } from './NewPasswordStep'
import { SecondFactorStep } from './SecondFactorStep'
import { UnknownStep } from './UnknownStep'

interface SignInFlowProps {
  /** Called when it is complete; the new session is this tab's by then. */
  onDone: () => void
  /** Given what the user has typed. */
  onSignUp: (identifier: string) => void
}

/** Signs in: the status of the sign-in says which step is due, here and in every other tab. */
export function SignInFlow({ onDone, onSignUp }: SignInFlowProps) {
  const flow = useSignIn()
  const { signIn, reset } = flow
  const isDone = signIn.status === 'complete'

  useEffect(() => {
    if (!isDone) return
    reset()
    onDone()
  }, [isDone, reset, onDone])

  switch (signIn.status) {
    case 'needs_identifier':
      return <IdentifierStep flow={flow} onDone={onDone} onSignUp={onSignUp} />
    case 'needs_first_factor':
      return <FirstFactorStep flow={flow} />
    case 'needs_second_factor':
    case 'needs_client_trust':
      return <SecondFactorStep flow={flow} />
    case 'needs_new_password':
      return <NewPasswordStep flow={flow} />
    case 'complete':
      return <Complete />
    default:
      return <UnknownStep status={signIn.status} onBack={reset} />
  }
}
