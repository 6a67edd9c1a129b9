import {
  IsRestoringProvider,
  notifyManager,
  QueryClient,
  QueryClientContext,
  QueryClientProvider,
  useIsRestoring,
} from '@tanstack/react-query'
import { createContext, type ReactNode, useContext, useEffect, useMemo, useSyncExternalStore } from 'react'
import type { Frontdesk, FrontdeskOptions } from '../core/frontdesk'
import { batchWith } from '../core/host/host'
import { listen } from '../core/host/listen'
import { perHandle } from '../core/host/perHandle'
import { joinFrontdesk } from '../core/registry'
import type { Store } from '../core/store/store'
import { notRestoring } from '../core/store/tanstack'
import { FrontdeskError } from '../core/wire/errors'
import { FrontdeskContext, SeedContext } from './context'
import { useSeed, useSuggestion } from './InitialState'
import { never } from './ownQueries'
import { StageContext } from './stageContext'

type OwnHandle = { frontdesk: Frontdesk; queryClient?: undefined } & {
  [K in keyof FrontdeskOptions]?: undefined
}
type Options = { frontdesk?: undefined; queryClient?: QueryClient | undefined } & Omit<
  FrontdeskOptions,
  'queryClient'
>

/**
 * Either a handle of yours, or the options of one. Another handle, QueryClient, `publishableKey`, `proxyUrl`, `domain`,
 * name of the `scheme` or member of `ambient` takes the place of the former: do not make functions for `ambient` in a
 * render. All other options are read once, by the first provider on the page that has these in common.
 */
export type ClientProviderProps = ProviderOptions & { children?: ReactNode }

export type ProviderOptions = OwnHandle | Options

/**
 * Gives the components below it the client of this browser, and keeps it loaded and in step while mounted.
 * Children always render. Providers with one publishable key and one QueryClient share one handle per page.
 *
 * @param publishableKey - or `frontdesk`, a handle made by `createFrontdesk()`.
 * @param queryClient - default: the one in context, else that of another provider on this page, else a new one.
 * @throws FrontdeskError `invalid_publishable_key`, `invalid_proxy_url`, `invalid_domain`,
 *   `pinned_needs_tokens`, `query_client_mismatch`, `isolation_owner_exists`.
 *
 * @example
 * <ClientProvider publishableKey="pk_test_…"><App /></ClientProvider>
 */
export function ClientProvider({ children, ...props }: ClientProviderProps) {
  let above = useContext(QueryClientContext)
  // biome-ignore lint/correctness/useHookAtTopLevel: it is the same in all renders of a build.
  if (process.env.NODE_ENV !== 'production') [props, above] = useContext(StageContext)(props, above)
  // False on servers, and while the page of one is hydrated.
  const isClient = useSyncExternalStore(
    never,
    () => true,
    () => false,
  )
  const given = (props.frontdesk ?? props).queryClient ?? above
  if (above && given !== above) throw new FrontdeskError('query_client_mismatch')
  const own = useSeed(props.initialState)
  // Not kept in React state, which a `<Suspense>` above discards.
  const frontdesk =
    props.frontdesk ?? joinFrontdesk({ ...props, queryClient: given }, () => new QueryClient(), isClient, own)
  const engine = frontdesk._internal
  // A tab that keeps its own session, as another root wanted it, goes by no cookie: this is not about it.
  const seed = props.frontdesk ? engine.initial : engine.lastActive ? undefined : own
  // Before anything below is hydrated: it belongs to whom the server named, not to the last user of this browser.
  if (engine.seed) engine.isolate(engine.seed)?.()
  // Safe in a render, which React may discard: it only reads, and the answer waits for the mount.
  frontdesk.preload()
  useEffect(() => {
    batchWith(frontdesk._internal, notifyManager.batch)
    frontdesk.mount()
    return () => frontdesk.unmount()
  }, [frontdesk])
  useSuggestion(frontdesk, seed)
  // Kept, or React overlooks a `<Suspense>` right below that is not hydrated yet when the identity changes.
  const below = useMemo(
    () => <SeedContext.Provider value={seed}>{children}</SeedContext.Provider>,
    [seed, children],
  )
  const provided = (
    <FrontdeskContext.Provider value={frontdesk}>
      <IsRestoringProvider value={useIdentityChanges(engine)}>
        <LateContext.Provider value={useSyncExternalStore(...perHandle(engine, watchLate))}>
          {below}
        </LateContext.Provider>
      </IsRestoringProvider>
    </FrontdeskContext.Provider>
  )
  return above ? (
    provided
  ) : (
    <QueryClientProvider client={frontdesk.queryClient}>{provided}</QueryClientProvider>
  )
}

/**
 * What `useIsRestoring()` says, with a new falsy value after each change of identity. TanStack Query notifies
 * components later that their queries were reset. They all read this context, so a new value renders them in the
 * same commit as the components that read the handle. No commit then shows two identities.
 */
function useIdentityChanges(store: Store): boolean {
  const current = () => store.identityChanges
  const count = useSyncExternalStore(perHandle(store, watch), current, current)
  return useIsRestoring() || notRestoring(count)
}

const watch = ({ onShown }: Store) => listen(onShown)

/**
 * Nobody reads it. Where a part is not hydrated yet, React drops what the server has rendered as soon as any context
 * changes, but overlooks it beside a component that renders for the same change. So this changes right after that.
 */
const LateContext = createContext(0)

function watchLate(store: Store) {
  let count = 0
  const current = () => count
  const subscribe = (listener: () => void) =>
    // React has rendered the change by then, and nothing is painted before.
    listen(store.onChange)(() =>
      queueMicrotask(() => {
        count = store.identityChanges
        listener()
      }),
    )
  return [subscribe, current, current] as const
}
