import type { EmailLink, UseSignInReturnType, UseSignUpReturnType } from 'frontdesk'
import type { ReactNode } from 'react'
import { GlobalErrors } from '../forms/GlobalErrors'
import { ResendButton } from '../forms/ResendButton'
import { useFormErrors } from '../forms/useFormErrors'
import { Step } from './Step'

interface LinkWayProps {
  link: Pick<EmailLink, 'safeIdentifier' | 'resendIn'> & { send: () => Promise<unknown> }
  flow: Pick<UseSignInReturnType | UseSignUpReturnType, 'error'>
  children?: ReactNode
}

/** Waits until the link is followed, wherever that is. */
export function LinkWay({ link, flow, children }: LinkWayProps) {
  const errors = useFormErrors(flow.error)
  return (
    <Step
      title="Follow the link"
      isNext
      lead={
        <>
          It is on its way to <strong>{link.safeIdentifier}</strong>. Open it in any window: this one goes on
          by itself.
        </>
      }
    >
      {children}
      <GlobalErrors errors={errors} />
      <p className="waiting" role="status">
        Waiting for the link to be followed
      </p>
      <ResendButton noun="link" resendIn={link.resendIn} send={() => link.send()} />
    </Step>
  )
}
