import { type SignIn, useSignIn } from 'frontdesk'
import { type SyntheticEvent, useState } from 'react'
import { FormError } from './FormError'
import { IdentifierField } from './IdentifierField'
import type { SignInFormProps } from './OneStepForm'
import { PasswordField } from './PasswordField'
import { UnknownStep } from './UnknownStep'

/** The identifier first; the answer says how to go on. */
export function TwoStepForm({ user, onComplete }: SignInFormProps) {
  const { create, attemptFirstFactor, isPending, error, reset } = useSignIn()
  const [started, setStarted] = useState<SignIn>()
  const asksForPassword = started?.status === 'needs_first_factor'

  async function submit(event: SyntheticEvent<HTMLFormElement>) {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    try {
      const signIn = asksForPassword
        ? await attemptFirstFactor({
            signInId: started.id,
            strategy: 'password',
            password: String(form.get('password')),
          })
        : await create({ identifier: String(form.get('identifier')) })
      setStarted(signIn)
      if (signIn.createdSessionId) onComplete(signIn.createdSessionId)
    } catch {
      // `error` says why.
    }
  }

  function startOver() {
    setStarted(undefined)
    reset()
  }

  return (
    <form className="form" aria-label="Sign in" onSubmit={submit}>
      {asksForPassword ? (
        <>
          <p className="identified">
            <span>{started.identifier}</span>
            <button type="button" className="link" onClick={startOver}>
              Change
            </button>
          </p>
          <PasswordField defaultValue={user?.password} error={error} />
        </>
      ) : (
        <IdentifierField defaultValue={user?.identifier} error={error} onSwitch={onComplete} />
      )}
      <FormError error={error} fields={[asksForPassword ? 'password' : 'identifier']} />
      <UnknownStep signIn={started} known={['needs_first_factor']} />
      <button type="submit" className="button primary" disabled={isPending}>
        {isPending ? 'One moment …' : asksForPassword ? 'Sign in' : 'Continue'}
      </button>
    </form>
  )
}
