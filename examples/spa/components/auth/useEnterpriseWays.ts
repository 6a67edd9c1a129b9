import { type UseSignInReturnType, useSignInWithRedirect } from 'frontdesk'
import { providerUrl } from './providers'
import type { Choice } from './WayChoice'

/** The organizations that know who has begun to sign in, each as a way: it leads to a page of theirs, and back. */
export function useEnterpriseWays({ signIn }: UseSignInReturnType) {
  const { mutate, error } = useSignInWithRedirect()
  const choices = signIn.supportedFirstFactors.flatMap((factor): readonly Choice[] => {
    if (factor.strategy !== 'enterprise_sso') return []
    const { strategy, enterpriseConnectionId, enterpriseConnectionName = 'your organization' } = factor
    const identifier = signIn.identifier ?? undefined
    return [
      {
        way: `${strategy} ${enterpriseConnectionId}`,
        label: `Go on with ${enterpriseConnectionName}`,
        go: () => mutate({ strategy, identifier, enterpriseConnectionId, redirectUrl: providerUrl }),
      },
    ]
  })
  return { choices, error }
}
