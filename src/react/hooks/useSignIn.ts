import { useCallback, useState } from 'react'
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
import { useAction } from '../useAction'

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
  /** Goes on with a factor. */
  attemptFirstFactor: (parameters: AttemptFirstFactorParameters) => Promise<SignIn>
  /** Forgets the sign-in and its error. */
  reset: () => void
}

/**
 * Signs in without a page of its own: `POST /v1/client/sign_ins`, in one step or in two. When complete, a tab
 * that was signed out shows the new session; one that has a session keeps it until `useSetActive` switches.
 *
 * @returns the state of the sign-in, and its steps, which reject with a FrontdeskError.
 */
export function useSignIn(): UseSignInReturnType {
  const frontdesk = useFrontdesk()
  // A mutation drops its data when it runs again. Keep it, or the form would fall back to its first step.
  const [signIn, setSignIn] = useState<SignIn>()
  const { isPending, error, mutateAsync, reset } = useAction(signInMutationOptions)
  return {
    signIn,
    isPending,
    error,
    // As an option of the call, `onSuccess` runs for the latest step only, and not after `reset()`.
    create: useCallback(
      (parameters) => mutateAsync([() => createSignIn(frontdesk, parameters)], { onSuccess: setSignIn }),
      [frontdesk, mutateAsync],
    ),
    attemptFirstFactor: useCallback(
      (parameters) =>
        mutateAsync([() => attemptFirstFactor(frontdesk, parameters)], { onSuccess: setSignIn }),
      [frontdesk, mutateAsync],
    ),
    reset: useCallback(() => {
      setSignIn(undefined)
      reset()
    }, [reset]),
  }
}
