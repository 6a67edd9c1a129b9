import type { Frontdesk } from '../frontdesk'
import { keyPrefix } from '../store/keys'

/** What `useMutation` takes. */
export interface FrontdeskMutationOptions<Data, Variables> {
  mutationKey: readonly unknown[]
  mutationFn: (variables: Variables) => Promise<Data>
  retry: false
  networkMode: 'always'
  gcTime: number
  throwOnError: false
}

// biome-ignore lint/suspicious/noConfusingVoidType: TanStack's word for variables that may be left out.
export type Omissible<Variables> = Variables | void

/** Options for one action, the same whatever the app's defaults are. */
export function mutationOptions<Data, Variables>(
  frontdesk: Frontdesk,
  name: string,
  mutationFn: (variables: Variables) => Promise<Data>,
): FrontdeskMutationOptions<Data, Variables> {
  const options = {
    // The app's default scope could queue a sign-out behind a mutation of its own.
    scope: undefined,
    mutationKey: [keyPrefix, frontdesk._internal.scope, name],
    mutationFn,
    // What was sent may have been done: only the user tries again. And held back, it would run as someone else.
    retry: false,
    networkMode: 'always',
    // The variables of a sign-in hold a password; they go with the component.
    gcTime: 0,
    throwOnError: false,
  } as const
  return options
}
