import { type UseMutationResult, useMutation } from '@tanstack/react-query'
import type { Frontdesk } from '../core/frontdesk'
import type { FrontdeskMutationOptions } from '../core/query/mutationOptions'
import type { FrontdeskError } from '../core/wire/errors'
import { useFrontdesk } from './context'

/** TanStack Query's result of the mutation whose options `Factory` makes. */
export type ActionResult<Factory extends (frontdesk: Frontdesk) => unknown> =
  ReturnType<Factory> extends FrontdeskMutationOptions<infer Data, infer Variables>
    ? UseMutationResult<Data, FrontdeskError, Variables>
    : never

/** A mutation of the nearest handle, in the handle's own QueryClient. */
export function useAction<Data, Variables>(
  options: (frontdesk: Frontdesk) => FrontdeskMutationOptions<Data, Variables>,
): UseMutationResult<Data, FrontdeskError, Variables> {
  const frontdesk = useFrontdesk()
  return useMutation(options(frontdesk), frontdesk.queryClient)
}
