import { type UseSignUpReturnType, usePhoneCode } from 'frontdesk'
import { GlobalErrors } from '../forms/GlobalErrors'
import { useFormErrors } from '../forms/useFormErrors'
import { CodeWay } from './CodeWay'
import { Identified } from './Identified'
import { Step } from './Step'
import { WayChoice } from './WayChoice'

/** Whether the phone number of a new user is theirs. */
export function VerifyNumberStep({ flow }: { flow: UseSignUpReturnType }) {
  const phoneCode = usePhoneCode(flow)
  const errors = useFormErrors(flow.error)
  const identified = <Identified identifier={flow.signUp.phoneNumber} onChange={flow.reset} />
  if (phoneCode.isSent)
    return (
      <CodeWay key="code" title="Check your phone" code={phoneCode} flow={flow}>
        {identified}
      </CodeWay>
    )
  const send = () => void phoneCode.send().catch(() => {})
  return (
    <>
      <Step title="Is this number yours?">
        {identified}
        <GlobalErrors errors={errors} />
      </Step>
      <WayChoice choices={[{ way: 'phone_code', label: 'Text me a code', go: send }]} isNext />
    </>
  )
}
