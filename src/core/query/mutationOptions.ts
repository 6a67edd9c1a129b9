import type { Frontdesk } from '../frontdesk'
import { keyPrefix } from '../store/keys'

/** Options for `useMutation`. */
export interface FrontdeskMutationOptions<Data, Variables> {
  mutationKey: readonly unknown[]
  mutationFn: (variables: Variables) => Promise<Data>
  retry: false
  networkMode: 'always'
  gcTime: number
  throwOnError: false
}

// biome-ignore lint/suspicious/noConfusingVoidType: TanStack's type for variables that may be omitted.
export type Omissible<Variables> = Variables | void

/** Independent of the app's defaults. */
export function mutationOptions<Data, Variables>(
  frontdesk: Frontdesk,
  name: string,
  mutationFn: (variables: Variables) => Promise<Data>,
): FrontdeskMutationOptions<Data, Variables> {
  const options = {
    // A default `scope` of the app could queue a sign-out behind another mutation.
    scope: undefined,
    mutationKey: [keyPrefix, frontdesk._internal.scope, name],
    mutationFn,
    // The server may have done it already, so leave retries to the user. A paused mutation could run as someone
    // else.
    retry: false,
    networkMode: 'always',
    // Keep nothing that no component shows any more.
    gcTime: 0,
    throwOnError: false,
  } as const
  return options
}
