import { type UseQueryResult, useQuery } from '@tanstack/react-query'
import { useSyncExternalStore } from 'react'
import type { Frontdesk } from '../core/frontdesk'
import type { UserQueryOptions } from '../core/query/userQueryOptions'
import type { FrontdeskError } from '../core/wire/errors'
import { useFrontdesk } from './context'
import { never, ownQueries } from './ownQueries'
import { useShown } from './useShown'

/**
 * A query about this tab's user.
 *
 * @param options - makes its options, for the session that is shown.
 */
export function useUserQuery<Data, Selected>(
  options: (frontdesk: Frontdesk, sessionId: string | null | undefined) => UserQueryOptions<Data, Selected>,
): UseQueryResult<Selected, FrontdeskError> {
  const frontdesk = useFrontdesk()
  const sessionId = useShown(({ session }) => session.sessionId)
  // A sign-out that is under way asks for nothing more.
  useShown(({ session }) => session.status === 'signing-out')
  // Servers ask for nothing, and what they have rendered is hydrated as it is.
  const isHydrated = useSyncExternalStore(
    never,
    () => true,
    () => false,
  )
  return useQuery<Data, FrontdeskError, Selected>(
    options(frontdesk, isHydrated ? sessionId : undefined),
    ownQueries(frontdesk._internal),
  )
}
