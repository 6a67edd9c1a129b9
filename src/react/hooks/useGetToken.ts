import { useCallback } from 'react'
import { type GetTokenParameters, getToken } from '../../core/actions/getToken'
import { useFrontdesk } from '../context'

/**
 * The function that gets a JWT for the app's own servers, the same on every render. `null` when signed out.
 * Outside React: `getToken(frontdesk)` from `frontdesk/core`.
 */
export function useGetToken(): (parameters?: GetTokenParameters) => Promise<string | null> {
  const frontdesk = useFrontdesk()
  return useCallback((parameters) => getToken(frontdesk, parameters), [frontdesk])
}
