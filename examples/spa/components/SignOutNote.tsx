import type { useSignOut, useSignOutAll } from 'frontdesk'

interface SignOutNoteProps {
  mutations: readonly (ReturnType<typeof useSignOut> | ReturnType<typeof useSignOutAll>)[]
}

/** A sign-out that could not be delivered is final all the same. */
export function SignOutNote({ mutations }: SignOutNoteProps) {
  const isUnconfirmed = mutations.some(({ data }) => data?.serverConfirmed === false)

  function dismiss() {
    for (const { reset } of mutations) reset()
  }

  return (
    <div className="note" role="status" aria-label="Sign-out">
      {isUnconfirmed && (
        <>
          Signed out here. The Frontend API could not be reached: it is told as soon as it can be.{' '}
          <button type="button" className="link" onClick={dismiss}>
            Dismiss
          </button>
        </>
      )}
    </div>
  )
}
