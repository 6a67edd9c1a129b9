import { type UseSignUpReturnType, useSignUpWithRedirect } from 'frontdesk'
import { GlobalErrors } from '../forms/GlobalErrors'
import { useFormErrors } from '../forms/useFormErrors'
import { Identified } from './Identified'
import { providerUrl } from './providers'
import { Step } from './Step'

/** Leads who signs up with an address of an organization to its own page, which alone can say whose it is. */
export function EnterpriseStep({ flow }: { flow: UseSignUpReturnType }) {
  const { mutate, error } = useSignUpWithRedirect()
  const errors = useFormErrors(error)
  const identifier = flow.signUp.emailAddress
  return (
    <Step title="Your organization knows you" lead="Its own page says who you are, and leads back here.">
      <Identified identifier={identifier} onChange={flow.reset} />
      <GlobalErrors errors={errors} />
      <button
        type="button"
        className="button primary"
        data-next
        onClick={() =>
          mutate({
            strategy: 'enterprise_sso',
            identifier: identifier ?? undefined,
            redirectUrl: providerUrl,
          })
        }
      >
        Go on with your organization
      </button>
    </Step>
  )
}
