import { notifyManager, QueryClient, QueryClientContext, QueryClientProvider } from '@tanstack/react-query'
import { type ReactNode, useContext, useEffect, useMemo } from 'react'
import { scopeOf } from '../core/createFrontdesk'
import { FrontdeskError } from '../core/errors'
import { findFrontdesk, joinFrontdesk } from '../core/registry'
import type { Frontdesk, FrontdeskOptions } from '../core/types'
import { FrontdeskContext } from './context'

type OwnHandle = { frontdesk: Frontdesk; queryClient?: undefined } & {
  [K in keyof FrontdeskOptions]?: undefined
}
type Options = { frontdesk?: undefined; queryClient?: QueryClient | undefined } & Omit<
  FrontdeskOptions,
  'queryClient'
>

/**
 * Either a handle of yours, or the options of one. Another handle, or another publishable key, takes the place of the
 * former; all other options are read once, by the first provider with that key on the page.
 */
export type ClientProviderProps = (OwnHandle | Options) & { children?: ReactNode }

/**
 * Gives the components below it the client of this browser, and keeps it loaded and in step while mounted.
 * Children always render. Providers with one publishable key share one handle per page.
 *
 * @param publishableKey - or `frontdesk`, a handle made by `createFrontdesk()`.
 * @param queryClient - default: the one in context, else a new one.
 * @throws FrontdeskError `invalid_publishable_key`, `invalid_proxy_url`, `invalid_domain`, `storage_required`,
 *   `pinned_needs_tokens`, `query_client_mismatch`, `isolation_owner_exists`.
 *
 * @example
 * <ClientProvider publishableKey="pk_test_…"><App /></ClientProvider>
 */
export function ClientProvider({ children, ...props }: ClientProviderProps) {
  const above = useContext(QueryClientContext)
  // biome-ignore lint/correctness/useExhaustiveDependencies: all other options are read once.
  const frontdesk = useMemo(() => obtain(props, above), [props.frontdesk ?? scopeOf(props)])
  if (
    (above && above !== frontdesk.queryClient) ||
    (props.queryClient && props.queryClient !== frontdesk.queryClient)
  ) {
    throw new FrontdeskError('query_client_mismatch')
  }
  useEffect(() => {
    const { _internal: internals } = frontdesk
    internals.batch = notifyManager.batch
    internals.shownAll = () => new Promise(notifyManager.schedule)
    frontdesk.mount()
    return () => frontdesk.unmount()
  }, [frontdesk])
  const provided = <FrontdeskContext.Provider value={frontdesk}>{children}</FrontdeskContext.Provider>
  return above ? (
    provided
  ) : (
    <QueryClientProvider client={frontdesk.queryClient}>{provided}</QueryClientProvider>
  )
}

function obtain(props: OwnHandle | Options, above: QueryClient | undefined): Frontdesk {
  if (props.frontdesk) return props.frontdesk
  const queryClient = props.queryClient ?? above ?? findFrontdesk(props)?.queryClient ?? new QueryClient()
  return joinFrontdesk({ ...props, queryClient })
}
