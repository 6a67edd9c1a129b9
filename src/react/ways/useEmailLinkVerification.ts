import { useEffect, useState } from 'react'
import { type EmailLinkResult, finishEmailLink } from '../../core/actions/emailLink'
import type { Engine } from '../../core/engine/engine'
import type { Frontdesk } from '../../core/frontdesk'
import { perHandle } from '../../core/host/perHandle'
import type { FrontdeskError } from '../../core/wire/errors'
import { useFrontdesk } from '../context'

/** What came of the link, or `pending`, or an `error` that says why nobody knows. */
export type EmailLinkVerification =
  | EmailLinkResult
  | { readonly status: 'pending' }
  | { readonly status: 'error'; readonly error: FrontdeskError }

/** What the page was reached by, for all components that ask: the URL tells it once. */
const createLanding = (_: Engine): { users: number; result?: Promise<EmailLinkResult> | undefined } => ({
  users: 0,
})

/** @returns what came of the link, and a function that says that a component needs it no more */
function land(frontdesk: Frontdesk): { result: Promise<EmailLinkResult>; leave: () => void } {
  const landing = perHandle(frontdesk._internal, createLanding)
  const former = landing.result
  const result = finishEmailLink(frontdesk).then((next) => (next.status === 'none' && former ? former : next))
  landing.result = result
  landing.users++
  return {
    result,
    leave() {
      landing.users--
      // StrictMode comes back at once. A later visit of the page has nothing to do with this one.
      queueMicrotask(() => {
        if (landing.users === 0) landing.result = undefined
      })
    },
  }
}

/**
 * For the page that a link in an e-mail leads to, the `redirectUrl` of `useEmailLink()`: says what came of it, makes the
 * new session this tab's, and takes the parameters out of the URL.
 *
 * @example
 * const link = useEmailLinkVerification()
 * switch (link.status) { case 'verified-elsewhere': return 'Go back to where you began.' }
 */
export function useEmailLinkVerification(): EmailLinkVerification {
  const frontdesk = useFrontdesk()
  const [known, setKnown] = useState<EmailLinkVerification>({ status: 'pending' })
  useEffect(() => {
    let isOver = false
    const { result, leave } = land(frontdesk)
    result.then(
      (next) => isOver || setKnown(next),
      (error: FrontdeskError) => isOver || setKnown({ status: 'error', error }),
    )
    return () => {
      isOver = true
      leave()
    }
  }, [frontdesk])
  return known
}
