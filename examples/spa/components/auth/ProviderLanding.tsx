import { useRedirectCallback } from 'frontdesk'
import { useEffect, useState } from 'react'
import { describeError } from '../../errors'
import { forgetWayBack, isWayBack } from './providers'

/** For who comes back from another site. */
export function ProviderLanding() {
  const [isBack] = useState(isWayBack)
  return isBack ? <Outcome /> : null
}

/** What came of it. What is left to do, the forms ask for. */
function Outcome() {
  const outcome = useRedirectCallback()
  const isKnown = outcome.status !== 'pending'
  useEffect(() => {
    if (isKnown) forgetWayBack()
  }, [isKnown])
  return (
    <div className="note landing" role="alert" aria-label="Provider">
      {outcome.status === 'refused' && describeError(outcome.error)}
    </div>
  )
}
