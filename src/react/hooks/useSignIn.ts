import { useMemo, useState } from 'react'
import {
  type AttemptFirstFactorParameters,
  attemptFirstFactor,
  type CreateSignInParameters,
  createSignIn,
} from '../../core/actions/signIn'
import { signInMutationOptions } from '../../core/query/signIn'
import type { FrontdeskError } from '../../core/wire/errors'
import type { SignIn } from '../../core/wire/resources/signIn'
import { useFrontdesk } from '../context'
import { type ActionOptions, useAction } from '../useAction'

/** A sign-in and its steps. */
export interface UseSignInReturnType {
  /** The sign-in as its last step that succeeded left it; undefined before the first. */
  signIn: SignIn | undefined
  /** Whether a step is under way. */
  isPending: boolean
  /** Why the last step failed. */
  error: FrontdeskError | null
  /** Starts: with a password in one step, without one the answer says which factors there are. */
  create: (parameters: CreateSignInParameters) => Promise<SignIn>
  /** Goes on with a factor: of this hook's own sign-in, unless `signInId` names another one. */
  attemptFirstFactor: (
    parameters: Omit<AttemptFirstFactorParameters, 'signInId'> & { signInId?: string | undefined },
  ) => Promise<SignIn>
  /** Forgets the sign-in and its error. */
  reset: () => void
}

/**
 * Signs in without a page of its own: `POST /v1/client/sign_ins`, in one step or in two. When complete, a tab
 * that was signed out shows the new session; one that has a session keeps it until `useSetActive` switches.
 *
 * @param options - TanStack Query's callbacks, for each step.
 * @returns the state of the sign-in, and its steps, which reject with a FrontdeskError.
 */
export function useSignIn<Context = unknown>(
  options?: ActionOptions<typeof signInMutationOptions, Context>,
): UseSignInReturnType {
  const frontdesk = useFrontdesk()
  // A mutation drops its data when it runs again. Keep it, or the form would fall back to its first step. No state: a
  // handler that takes two steps has not seen the render between them.
  const [own] = useState<{ signIn?: SignIn | undefined }>({})
  const { isPending, error, mutateAsync, reset } = useAction(signInMutationOptions, options)
  const steps = useMemo(() => {
    // As an option of the call, `onSuccess` runs for the latest step only, and not after `reset()`.
    const onSuccess = (taken?: SignIn) => {
      own.signIn = taken
    }
    const steps: Pick<UseSignInReturnType, 'create' | 'attemptFirstFactor' | 'reset'> = {
      create: (parameters) => mutateAsync([() => createSignIn(frontdesk, parameters)], { onSuccess }),
      attemptFirstFactor(parameters) {
        const signInId = parameters.signInId ?? own.signIn?.id ?? ''
        return mutateAsync([() => attemptFirstFactor(frontdesk, { ...parameters, signInId })], { onSuccess })
      },
      reset() {
        onSuccess()
        reset()
      },
    }
    return steps
  }, [frontdesk, own, mutateAsync, reset])
  return { signIn: own.signIn, isPending, error, ...steps }
}
