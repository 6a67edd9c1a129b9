import { useEmailLinkVerification } from 'frontdesk'
import { describeError } from '../../errors'

const words = {
  verified: 'The link was right: you are signed in.',
  'verified-elsewhere': 'The link was right. Go back to the window where you began: it goes on there.',
  continue: 'The link was right. One more step is left.',
  expired: 'This link has expired. Ask for another one.',
  'client-mismatch': 'Open the link in the browser that asked for it.',
  failed: 'This link is not good any more. Ask for another one.',
}

/** What came of the link in an e-mail that led here. */
export function LinkLanding() {
  const link = useEmailLinkVerification()
  const text =
    link.status === 'none' || link.status === 'pending'
      ? undefined
      : link.status === 'error'
        ? describeError(link.error)
        : words[link.status]
  return (
    <div className="note landing" role="status" aria-label="Link">
      {text}
    </div>
  )
}
