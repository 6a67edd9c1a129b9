import type { SignOutResult } from 'frontdesk'

interface SignOutNoteProps {
  result: SignOutResult | undefined
  onDismiss: () => void
}

/** A sign-out that could not be delivered is final all the same. */
export function SignOutNote({ result, onDismiss }: SignOutNoteProps) {
  const isUnconfirmed = result?.serverConfirmed === false
  return (
    <div className="note" role="status" aria-label="Sign-out">
      {isUnconfirmed && (
        <>
          Signed out here. The Frontend API could not be reached: it is told as soon as it can be.{' '}
          <button type="button" className="link" onClick={onDismiss}>
            Dismiss
          </button>
        </>
      )}
    </div>
  )
}
