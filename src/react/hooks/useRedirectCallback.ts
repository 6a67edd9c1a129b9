import { useEffect, useState } from 'react'
import { handleRedirectCallback } from '../../core/actions/redirectCallback'
import type { RedirectOutcome, RedirectOutcomeParameters } from '../../core/actions/redirectOutcome'
import type { Frontdesk } from '../../core/frontdesk'
import { useFrontdesk } from '../context'

/** What a way through a provider has come to; `pending` until that is known. */
export type UseRedirectCallbackReturnType = { readonly status: 'pending' } | RedirectOutcome

const pending: UseRedirectCallbackReturnType = { status: 'pending' }

/**
 * Goes on where a provider has sent the browser back, see `useSignInWithRedirect()`: once, though several components use
 * it. A sign-in of somebody new becomes a sign-up, and a sign-up of somebody known a sign-in.
 *
 * @param parameters - read when the component mounts.
 *
 * @example
 * const outcome = useRedirectCallback()
 * switch (outcome.status) {
 *   case 'signed-in': return <Navigate to="/" />
 *   case 'continue-sign-in': return <SignInForm />
 *   case 'continue-sign-up': return <SignUpForm />
 *   case 'refused': return <p role="alert">{outcome.error.message}</p>
 *   default: return <p>One moment…</p>
 * }
 */
export function useRedirectCallback(parameters?: RedirectOutcomeParameters): UseRedirectCallbackReturnType {
  const frontdesk = useFrontdesk()
  const [known, setKnown] = useState<{ frontdesk: Frontdesk; outcome: RedirectOutcome }>()
  // biome-ignore lint/correctness/useExhaustiveDependencies: it runs once for each handle.
  useEffect(() => {
    let isGone = false
    void handleRedirectCallback(frontdesk, parameters).then((outcome) => {
      if (!isGone) setKnown({ frontdesk, outcome })
    })
    return () => {
      isGone = true
    }
  }, [frontdesk])
  return known?.frontdesk === frontdesk ? known.outcome : pending
}
