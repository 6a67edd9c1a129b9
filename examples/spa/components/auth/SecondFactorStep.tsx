import { type SecondFactor, type UseSignInReturnType, useEmailLink, useSecondFactor } from 'frontdesk'
import { useState } from 'react'
import { GlobalErrors } from '../forms/GlobalErrors'
import { useFormErrors } from '../forms/useFormErrors'
import { AppCode } from './AppCode'
import { CodeWay } from './CodeWay'
import { Identified } from './Identified'
import { LinkWay } from './LinkWay'
import { redirectUrl } from './redirectUrl'
import { Step } from './Step'
import { type Choice, WayChoice } from './WayChoice'

const labels = {
  totp: 'Use the authenticator app',
  backup_code: 'Use a backup code',
  phone_code: 'Text me a code',
  email_code: 'E-mail me a code',
} as const

type Strategy = keyof typeof labels

const isCode = ({ strategy }: SecondFactor): boolean => Object.hasOwn(labels, strategy)

/** The second proof: of who has a second factor, or of a browser that is new to the account. */
export function SecondFactorStep({ flow }: { flow: UseSignInReturnType }) {
  const { signIn } = flow
  const [chosen, choose] = useState<Strategy>()
  const second = useSecondFactor(flow, { strategy: chosen })
  const emailLink = useEmailLink(flow, { redirectUrl })
  const errors = useFormErrors(flow.error)

  const isNew = signIn.status === 'needs_client_trust'
  const identified = <Identified identifier={signIn.identifier} onChange={flow.reset} />
  const codes = second.factors.filter(isCode)
  const choices: readonly Choice[] = codes
    .filter(({ strategy }) => strategy !== second.strategy)
    .map(({ strategy }) => ({
      way: strategy,
      label: labels[strategy as Strategy],
      go: () => choose(strategy as Strategy),
    }))
  const hasLink = second.factors.some(({ strategy }) => strategy === 'email_link')
  const others =
    hasLink && !emailLink.isSent
      ? [
          ...choices,
          { way: 'email_link', label: 'E-mail me a link', go: () => void emailLink.send().catch(() => {}) },
        ]
      : choices

  if (hasLink && emailLink.isSent)
    return (
      <>
        <LinkWay key="link" link={emailLink} flow={flow}>
          {identified}
        </LinkWay>
        <WayChoice choices={others} />
      </>
    )
  return (
    <>
      {!second.needsSending ? (
        <AppCode key={second.strategy} strategy={second.strategy} verify={second.verify} flow={flow}>
          {identified}
        </AppCode>
      ) : second.isSent ? (
        <CodeWay key={second.strategy} title="One more code" code={second} flow={flow}>
          {identified}
        </CodeWay>
      ) : (
        <Step
          key="send"
          title={isNew ? 'Is it you?' : 'One more proof'}
          lead={
            isNew
              ? 'Nobody has signed in to this account in this browser before.'
              : 'This account asks for a second proof.'
          }
        >
          {identified}
          <GlobalErrors errors={errors} />
          <button
            type="button"
            className="button primary"
            data-next
            onClick={() => second.send().catch(() => {})}
          >
            Send a code to {second.safeIdentifier}
          </button>
        </Step>
      )}
      <WayChoice choices={others} />
    </>
  )
}
