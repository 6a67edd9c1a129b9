import { useRedirectCallback } from 'frontdesk'
import { describeError } from '../../errors'

/** What came of the way through another site that led back here. What is left to do, the forms ask for. */
export function ProviderLanding() {
  const outcome = useRedirectCallback()
  return (
    <div className="note landing" role="alert" aria-label="Provider">
      {outcome.status === 'refused' && describeError(outcome.error)}
    </div>
  )
}
