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

/** Under StrictMode, and in two components, the URL is read once. */
const createResult = (_: Engine): { promise?: Promise<EmailLinkResult> } => ({})

function finish(frontdesk: Frontdesk): Promise<EmailLinkResult> {
  const result = perHandle(frontdesk._internal, createResult)
  const before = result.promise ?? Promise.resolve<EmailLinkResult>({ status: 'none' })
  // A later page of the same app may have been reached by another link.
  const promise = before
    .catch(() => undefined)
    .then(async (former) => {
      const next = await finishEmailLink(frontdesk)
      return next.status === 'none' ? (former ?? next) : next
    })
  result.promise = promise
  return promise
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
  const [result, setResult] = useState<EmailLinkVerification>({ status: 'pending' })
  useEffect(() => {
    let isOver = false
    finish(frontdesk).then(
      (next) => isOver || setResult(next),
      (error: FrontdeskError) => isOver || setResult({ status: 'error', error }),
    )
    return () => {
      isOver = true
    }
  }, [frontdesk])
  return result
}
