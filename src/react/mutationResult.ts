import type { UseMutationResult } from '@tanstack/react-query'
import type { FrontdeskError } from '../core/errors'
import type { FrontdeskMutationOptions } from '../core/query/mutationOptions'
import type { Frontdesk } from '../core/types'

/** TanStack Query's mutation result for the options that `Factory` makes. */
export type MutationResult<Factory extends (frontdesk: Frontdesk) => unknown> =
  ReturnType<Factory> extends FrontdeskMutationOptions<infer Data, infer Variables>
    ? UseMutationResult<Data, FrontdeskError, Variables>
    : never
