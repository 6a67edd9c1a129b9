import { type UseMutationOptions, type UseMutationResult, useMutation } from '@tanstack/react-query'
import type { Frontdesk } from '../core/frontdesk'
import type { FrontdeskMutationOptions } from '../core/query/mutationOptions'
import type { FrontdeskError } from '../core/wire/errors'
import { useFrontdesk } from './context'

/** TanStack Query's result of the mutation whose options `Factory` makes. */
export type ActionResult<Factory extends (frontdesk: Frontdesk) => unknown, Context = unknown> =
  ReturnType<Factory> extends FrontdeskMutationOptions<infer Data, infer Variables>
    ? UseMutationResult<Data, FrontdeskError, Variables, Context>
    : never

/** TanStack Query's options of that mutation. All others are Frontdesk's: its rules rest on them. */
export type ActionOptions<Factory extends (frontdesk: Frontdesk) => unknown, Context = unknown> =
  ReturnType<Factory> extends FrontdeskMutationOptions<infer Data, infer Variables>
    ? OwnOptions<Data, Variables, Context>
    : never

type OwnOptions<Data, Variables, Context> = Pick<
  UseMutationOptions<Data, FrontdeskError, Variables, Context>,
  'onMutate' | 'onSuccess' | 'onError' | 'onSettled' | 'meta'
>

/** A mutation of the nearest handle, in the handle's own QueryClient. */
export function useAction<Data, Variables, Context>(
  options: (frontdesk: Frontdesk) => FrontdeskMutationOptions<Data, Variables>,
  own?: OwnOptions<Data, Variables, Context>,
): UseMutationResult<Data, FrontdeskError, Variables, Context> {
  const frontdesk = useFrontdesk()
  return useMutation({ ...own, ...options(frontdesk) }, frontdesk.queryClient)
}
