import { type FrontdeskError, useSignInWithRedirect, useSignUpWithRedirect } from 'frontdesk'
import { GlobalErrors } from '../forms/GlobalErrors'
import { useFormErrors } from '../forms/useFormErrors'
import { providers, providerUrl } from './providers'
import { WayChoice } from './WayChoice'

/** Signs in by way of another site. Whoever is new there becomes a user. */
export function SignInProviders() {
  const { mutate, error } = useSignInWithRedirect()
  return <Providers error={error} onChoose={(strategy) => mutate({ strategy, redirectUrl: providerUrl })} />
}

/** Signs up by way of another site. Whom it knows already is signed in. */
export function SignUpProviders() {
  const { mutate, error } = useSignUpWithRedirect()
  return <Providers error={error} onChoose={(strategy) => mutate({ strategy, redirectUrl: providerUrl })} />
}

interface ProvidersProps {
  error: FrontdeskError | null
  onChoose: (strategy: (typeof providers)[number]['strategy']) => void
}

function Providers({ error, onChoose }: ProvidersProps) {
  const errors = useFormErrors(error)
  const choices = providers.map(({ strategy, name }) => ({
    way: strategy,
    label: `Go on with ${name}`,
    go: () => onChoose(strategy),
  }))
  return (
    <>
      <GlobalErrors errors={errors} />
      <WayChoice choices={choices} />
    </>
  )
}
