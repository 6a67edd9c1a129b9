import {
  type FrontdeskError,
  type UseSignInReturnType,
  useSignInWithRedirect,
  useSignUpWithRedirect,
} from 'frontdesk'
import { GlobalErrors } from '../forms/GlobalErrors'
import { useFormErrors } from '../forms/useFormErrors'
import { offersPasskeys } from './autofill'
import { providers, providerUrl } from './providers'
import { usePasskeyWay } from './usePasskeyWay'
import { type Choice, WayChoice } from './WayChoice'

/** Signs in with nothing to type: by a passkey, or by way of another site. Whoever is new there becomes a user. */
export function WaysIn({ flow }: { flow: UseSignInReturnType }) {
  const passkey = usePasskeyWay(flow, { autofill: offersPasskeys() })
  const { mutate, error } = useSignInWithRedirect()
  return (
    <Ways
      error={passkey.error ?? error}
      first={passkey.choices}
      onChoose={(strategy) => mutate({ strategy, redirectUrl: providerUrl })}
    />
  )
}

/** Signs up by way of another site. Whom it knows already is signed in. */
export function SignUpProviders() {
  const { mutate, error } = useSignUpWithRedirect()
  return <Ways error={error} onChoose={(strategy) => mutate({ strategy, redirectUrl: providerUrl })} />
}

interface WaysProps {
  error: FrontdeskError | null
  /** What is offered before the providers. */
  first?: readonly Choice[]
  onChoose: (strategy: (typeof providers)[number]['strategy']) => void
}

function Ways({ error, first = [], onChoose }: WaysProps) {
  const errors = useFormErrors(error)
  const choices = providers.map(({ strategy, name }) => ({
    way: strategy,
    label: `Go on with ${name}`,
    go: () => onChoose(strategy),
  }))
  return (
    <>
      <GlobalErrors errors={errors} />
      <WayChoice choices={[...first, ...choices]} />
    </>
  )
}
