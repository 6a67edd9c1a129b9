import { useClient, type useSignOutAll } from 'frontdesk'
import { describeError } from '../errors'
import { stopOffering } from './auth/autofill'

interface SignOutAllProps {
  signOutAll: ReturnType<typeof useSignOutAll>
}

export function SignOutAll({ signOutAll: { mutate, error, isPending } }: SignOutAllProps) {
  const { data: hasClient } = useClient({ select: (client) => client !== null })
  function destroy() {
    if (isPending) return
    stopOffering()
    mutate({})
  }

  return (
    <>
      {hasClient && (
        <div className="sign-out-all">
          <h3>Sign out of every account</h3>
          <button
            type="button"
            className="button choice"
            aria-disabled={isPending}
            aria-label="Sign out all, keep the client"
            onClick={() => isPending || mutate({ keepClient: true })}
          >
            <strong>Keep the client</strong>
            <span>Every session ends. This browser stays known for the next sign-in.</span>
          </button>
          <button
            type="button"
            className="button choice danger"
            aria-disabled={isPending}
            aria-label="Sign out all, destroy the client"
            onClick={destroy}
          >
            <strong>Destroy the client</strong>
            <span>The browser is forgotten too: Clerk may check the next sign-in more closely.</span>
          </button>
        </div>
      )}
      {error && (
        <p className="error" role="alert">
          {describeError(error)}
        </p>
      )}
    </>
  )
}
