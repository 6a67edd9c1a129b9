import { useEffect, useState } from 'react'
import { handleRedirectCallback } from '../../core/actions/redirectCallback'
import type { RedirectOutcome, RedirectOutcomeParameters } from '../../core/actions/redirectOutcome'
import type { Frontdesk } from '../../core/frontdesk'
import { isTransient } from '../../core/wire/errors'
import { useFrontdesk } from '../context'

/** What a way through a provider has come to; `pending` until that is known. */
export type UseRedirectCallbackReturnType = { readonly status: 'pending' } | RedirectOutcome

const pending: UseRedirectCallbackReturnType = { status: 'pending' }

/**
 * Goes on where a provider has sent the browser back, see `useSignInWithRedirect()`: once, though several components use
 * it. A sign-in of somebody new becomes a sign-up, and a sign-up of somebody known a sign-in. What an outage has refused,
 * e.g. with `network_error`, is looked at again once the connection is ready again, and `refused` until then.
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
 *   case 'none': return <Navigate to="/sign-in" />
 *   default: return <p>One moment…</p>
 * }
 */
export function useRedirectCallback(parameters?: RedirectOutcomeParameters): UseRedirectCallbackReturnType {
  const frontdesk = useFrontdesk()
  const [known, setKnown] = useState<{ frontdesk: Frontdesk; outcome: RedirectOutcome }>()
  // biome-ignore lint/correctness/useExhaustiveDependencies: it runs once for each handle.
  useEffect(() => {
    let isGone = false
    let stop: (() => void) | undefined
    const look = async () => {
      const outcome = await handleRedirectCallback(frontdesk, parameters)
      if (isGone) return
      setKnown({ frontdesk, outcome })
      if (outcome.status !== 'refused' || !isTransient(outcome.error)) return
      stop = frontdesk.subscribe(() => {
        if (frontdesk.state.connection.status !== 'ready') return
        stop!()
        void look()
      })
    }
    void look()
    return () => {
      isGone = true
      stop?.()
    }
  }, [frontdesk])
  return known?.frontdesk === frontdesk ? known.outcome : pending
}
