import {
  type UseSignInReturnType,
  useEmailCode,
  useEmailLink,
  usePasswordReset,
  usePhoneCode,
} from 'frontdesk'
import { useState } from 'react'
import { GlobalErrors } from '../forms/GlobalErrors'
import { useFormErrors } from '../forms/useFormErrors'
import { CodeWay } from './CodeWay'
import { Identified } from './Identified'
import { LinkWay } from './LinkWay'
import { PasswordWay } from './PasswordWay'
import { redirectUrl } from './redirectUrl'
import { Step } from './Step'
import { useEnterpriseWays } from './useEnterpriseWays'
import { usePasskeyWay } from './usePasskeyWay'
import { type Choice, WayChoice } from './WayChoice'

type Way = 'password' | 'email_code' | 'phone_code' | 'email_link' | 'reset'

/** Proves who it is: by the password, or by something that is sent. One hook for each way that is offered. */
export function FirstFactorStep({ flow }: { flow: UseSignInReturnType }) {
  const { signIn } = flow
  const emailCode = useEmailCode(flow)
  const phoneCode = usePhoneCode(flow)
  const emailLink = useEmailLink(flow, { redirectUrl })
  const passwordReset = usePasswordReset(flow)
  const passkey = usePasskeyWay(flow)
  const enterprise = useEnterpriseWays(flow)
  const errors = useFormErrors(flow.error)
  const otherErrors = useFormErrors(passkey.error ?? enterprise.error)
  const [chosen, choose] = useState<Way>()

  const offered = new Set<string>(signIn.supportedFirstFactors.map(({ strategy }) => strategy))
  const sent = passwordReset.isSent
    ? 'reset'
    : emailCode.isSent
      ? 'email_code'
      : phoneCode.isSent
        ? 'phone_code'
        : emailLink.isSent
          ? 'email_link'
          : undefined
  const way: Way | undefined = chosen ?? sent ?? (offered.has('password') ? 'password' : undefined)

  /** What is sent is sent first: who reads that it was can rely on it. */
  const choosing = (next: Way, send?: () => Promise<unknown>) => () =>
    (send?.() ?? Promise.resolve()).then(
      () => choose(next),
      () => {},
    )
  const ways: readonly Choice[] = [
    { way: 'password', label: 'Use the password', go: choosing('password') },
    { way: 'email_code', label: 'E-mail me a code', go: choosing('email_code', emailCode.send) },
    { way: 'email_link', label: 'E-mail me a link', go: choosing('email_link', emailLink.send) },
    { way: 'phone_code', label: 'Text me a code', go: choosing('phone_code', phoneCode.send) },
    ...passkey.choices,
  ]
  const others = [
    ...ways.filter((other) => offered.has(other.way) && other.way !== way),
    ...enterprise.choices,
  ]
  const isElsewhere = offered.size === 1 && enterprise.choices.length > 0
  const canReset = [...offered].some((strategy) => strategy.startsWith('reset_password'))
  const identified = <Identified identifier={signIn.identifier} onChange={flow.reset} />

  return (
    <>
      {way === undefined && (
        <Step
          key="choice"
          title={isElsewhere ? 'Your organization knows you' : 'How do you want to sign in?'}
          lead={isElsewhere && 'Its own page says who you are, and leads back here.'}
        >
          {identified}
          <GlobalErrors errors={errors} />
        </Step>
      )}
      {way === 'password' && (
        <PasswordWay
          key={way}
          flow={flow}
          onForgotten={canReset ? choosing('reset', passwordReset.send) : undefined}
        >
          {identified}
        </PasswordWay>
      )}
      {way === 'email_code' && (
        <CodeWay key={way} title="Check your e-mail" code={emailCode} flow={flow}>
          {identified}
        </CodeWay>
      )}
      {way === 'phone_code' && (
        <CodeWay key={way} title="Check your phone" code={phoneCode} flow={flow}>
          {identified}
        </CodeWay>
      )}
      {way === 'reset' && (
        <CodeWay key={way} title="Reset the password" code={passwordReset} flow={flow}>
          {identified}
        </CodeWay>
      )}
      {way === 'email_link' && (
        <LinkWay key={way} link={emailLink} flow={flow}>
          {identified}
        </LinkWay>
      )}
      <GlobalErrors errors={otherErrors} />
      <WayChoice choices={others} isNext={way === undefined} />
    </>
  )
}
