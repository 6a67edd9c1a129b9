import { type UseSignUpReturnType, useEmailCode, useEmailLink } from 'frontdesk'
import { GlobalErrors } from '../forms/GlobalErrors'
import { useFormErrors } from '../forms/useFormErrors'
import { CodeWay } from './CodeWay'
import { Identified } from './Identified'
import { LinkWay } from './LinkWay'
import { redirectUrl } from './redirectUrl'
import { Step } from './Step'
import { WayChoice } from './WayChoice'

/** Whether the e-mail address of a new user is theirs: by a code or by a link. */
export function VerifyAddressStep({ flow }: { flow: UseSignUpReturnType }) {
  const emailCode = useEmailCode(flow)
  const emailLink = useEmailLink(flow, { redirectUrl })
  const errors = useFormErrors(flow.error)
  const { emailAddress } = flow.signUp
  const identified = <Identified identifier={emailAddress} onChange={flow.reset} />
  const choices = [
    { way: 'email_code', label: 'E-mail me a code', isSent: emailCode.isSent, send: emailCode.send },
    { way: 'email_link', label: 'E-mail me a link', isSent: emailLink.isSent, send: emailLink.send },
  ]
    .filter(({ isSent }) => !isSent)
    .map(({ send, ...choice }) => ({ ...choice, go: () => void send().catch(() => {}) }))
  const isSent = emailCode.isSent || emailLink.isSent

  return (
    <>
      {emailCode.isSent && (
        <CodeWay key="code" title="Check your e-mail" code={emailCode} flow={flow}>
          {identified}
        </CodeWay>
      )}
      {emailLink.isSent && (
        <LinkWay key="link" link={emailLink} flow={flow}>
          {identified}
        </LinkWay>
      )}
      {!isSent && (
        <Step key="choice" title="Is this address yours?">
          {identified}
          <GlobalErrors errors={errors} />
        </Step>
      )}
      <WayChoice choices={choices} isNext={!isSent} />
    </>
  )
}
