import type { SignIn } from 'frontdesk'

interface UnknownStepProps {
  signIn: SignIn | undefined
  /** The steps that the form can go on with. */
  known: readonly string[]
}

/** Clerk may ask for more than a password, e.g. a second factor. */
export function UnknownStep({ signIn, known }: UnknownStepProps) {
  if (!signIn || signIn.status === 'complete' || known.includes(signIn.status)) return null
  return (
    <p className="error" role="alert">
      This account needs a step that the demo does not have: <code>{signIn.status}</code>
    </p>
  )
}
