import { useSignUp } from 'frontdesk'
import { useEffect } from 'react'
import { Complete } from './Complete'
import { EnterpriseStep } from './EnterpriseStep'
import { MissingFieldsStep } from './MissingFieldsStep'
import { SignUpStart } from './SignUpStart'
import { UnknownStep } from './UnknownStep'
import { VerifyAddressStep } from './VerifyAddressStep'
import { VerifyNumberStep } from './VerifyNumberStep'

interface SignUpFlowProps {
  /** What was typed in a sign-in that found nobody. */
  identifier: string
  /** Called when it is complete; the new session is this tab's by then. */
  onDone: () => void
}

/** Signs up: first what is missing, then what is to be verified, in the order in which the Frontend API asks for it. */
export function SignUpFlow({ identifier, onDone }: SignUpFlowProps) {
  const flow = useSignUp()
  const { signUp, reset } = flow
  const isDone = signUp.status === 'complete'

  useEffect(() => {
    if (!isDone) return
    reset()
    onDone()
  }, [isDone, reset, onDone])

  if (signUp.status === 'complete') return <Complete />
  if (signUp.status !== 'missing_requirements') return <UnknownStep status={signUp.status} onBack={reset} />
  if (signUp.id === null) return <SignUpStart flow={flow} identifier={identifier} />
  if (signUp.missingFields.includes('enterpriseSso')) return <EnterpriseStep flow={flow} />
  if (signUp.missingFields.length > 0) return <MissingFieldsStep flow={flow} fields={signUp.missingFields} />
  switch (signUp.unverifiedFields[0]) {
    case 'emailAddress':
      return <VerifyAddressStep flow={flow} />
    case 'phoneNumber':
      return <VerifyNumberStep flow={flow} />
    default:
      return <UnknownStep status={signUp.unverifiedFields.join(', ')} onBack={reset} />
  }
}
