import { useCreateClient } from 'frontdesk'
import { describeError } from '../errors'

export function CreateClient() {
  const { mutate, isPending, error } = useCreateClient()
  return (
    <div className="empty">
      <p>
        <strong>This browser has no client.</strong> The first sign-in makes one by itself; or make an empty
        one now.
      </p>
      <button
        type="button"
        className="button"
        aria-disabled={isPending}
        onClick={() => isPending || mutate()}
      >
        {isPending ? 'Creating …' : 'Create client'}
      </button>
      {error && (
        <p className="error" role="alert">
          {describeError(error)}
        </p>
      )}
    </div>
  )
}
