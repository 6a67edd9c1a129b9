import { useSignIn } from 'frontdesk'
import type { SyntheticEvent } from 'react'
import type { SeededUser } from '../seededUsers'
import { FormError } from './FormError'
import { IdentifierField } from './IdentifierField'
import { PasswordField } from './PasswordField'
import { UnknownStep } from './UnknownStep'

export interface SignInFormProps {
  /** Whose data to begin with. */
  user: SeededUser | undefined
  onComplete: (sessionId: string) => void
}

/** Identifier and password together: one request. */
export function OneStepForm({ user, onComplete }: SignInFormProps) {
  const { create, signIn, isPending, error } = useSignIn()

  async function submit(event: SyntheticEvent<HTMLFormElement>) {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    const identifier = String(form.get('identifier'))
    const password = String(form.get('password'))
    try {
      const { createdSessionId } = await create({ identifier, password })
      if (createdSessionId) onComplete(createdSessionId)
    } catch {
      // `error` says why.
    }
  }

  return (
    <form className="form" aria-label="Sign in" onSubmit={submit}>
      <IdentifierField defaultValue={user?.identifier} error={error} onSwitch={onComplete} />
      <PasswordField defaultValue={user?.password} error={error} />
      <FormError error={error} fields={['identifier', 'password']} />
      <UnknownStep signIn={signIn} known={[]} />
      <button type="submit" className="button primary" disabled={isPending}>
        {isPending ? 'Signing in …' : 'Sign in'}
      </button>
    </form>
  )
}
