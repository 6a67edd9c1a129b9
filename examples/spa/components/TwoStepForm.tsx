import { useSignIn } from 'frontdesk'
import type { SyntheticEvent } from 'react'
import { FormError } from './FormError'
import { IdentifierField } from './IdentifierField'
import type { SignInFormProps } from './OneStepForm'
import { PasswordField } from './PasswordField'
import { UnknownStep } from './UnknownStep'

/** The identifier first; the answer says how to go on. */
export function TwoStepForm({ user, onComplete }: SignInFormProps) {
  const { signIn, create, attemptFirstFactor, isPending, error, reset } = useSignIn()
  const asksForPassword = signIn.status === 'needs_first_factor'

  async function submit(event: SyntheticEvent<HTMLFormElement>) {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    try {
      const { createdSessionId } = asksForPassword
        ? await attemptFirstFactor({
            strategy: 'password',
            password: String(form.get('password')),
          })
        : await create({ identifier: String(form.get('identifier')) })
      if (createdSessionId) onComplete(createdSessionId)
    } catch {
      // `error` says why.
    }
  }

  return (
    <form className="form" aria-label="Sign in" onSubmit={submit}>
      {asksForPassword ? (
        <>
          <p className="identified">
            <span>{signIn.identifier}</span>
            <button type="button" className="link" onClick={reset}>
              Change
            </button>
          </p>
          <PasswordField takesFocus defaultValue={user?.password} error={error} />
        </>
      ) : (
        <IdentifierField defaultValue={user?.identifier} error={error} onSwitch={onComplete} />
      )}
      <FormError error={error} fields={[asksForPassword ? 'password' : 'identifier']} />
      <UnknownStep signIn={signIn} known={['needs_first_factor']} />
      <button type="submit" className="button primary" disabled={isPending}>
        {isPending ? 'One moment …' : asksForPassword ? 'Sign in' : 'Continue'}
      </button>
    </form>
  )
}
