import { useClient, type useSignOutAll } from 'frontdesk'
import { useId } from 'react'
import { describeError } from '../errors'
import { stopOffering } from './auth/autofill'

interface SignOutAllProps {
  signOutAll: ReturnType<typeof useSignOutAll>
}

export function SignOutAll({ signOutAll: { mutate, error, isPending } }: SignOutAllProps) {
  const { data: hasClient } = useClient({ select: (client) => client !== null })
  const id = useId()

  function destroy() {
    if (isPending) return
    stopOffering()
    mutate({})
  }

  return (
    <>
      {hasClient && (
        <fieldset className="sign-out-all" aria-labelledby={id}>
          <h3 id={id}>Sign out of every account</h3>
          <button
            type="button"
            className="button choice"
            aria-disabled={isPending}
            onClick={() => isPending || mutate({ keepClient: true })}
          >
            <strong>Keep the client</strong>{' '}
            <span>Every session ends. This browser stays known for the next sign-in.</span>
          </button>
          <button type="button" className="button choice danger" aria-disabled={isPending} onClick={destroy}>
            <strong>Destroy the client</strong>{' '}
            <span>The browser is forgotten too: Clerk may check the next sign-in more closely.</span>
          </button>
        </fieldset>
      )}
      {error && (
        <p className="error" role="alert">
          {describeError(error)}
        </p>
      )}
    </>
  )
}
