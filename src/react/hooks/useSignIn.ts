import type {
  CreateSignInParameters,
  FirstFactorAttempt,
  FirstFactorPreparation,
  NewPassword,
  SecondFactorAttempt,
  SecondFactorPreparation,
} from '../../core/actions/signIn'
import type { StepParameters } from '../../core/actions/step'
import { signInMutationOptions } from '../../core/query/signIn'
import { snakeCase } from '../../core/wire/case'
import type { FrontdeskError } from '../../core/wire/errors'
import { type SignIn, signIns } from '../../core/wire/resources/signIn'
import type { ActionOptions } from '../useAction'
import { useAttempt } from '../useAttempt'

type Step<Parameters> = (
  parameters: StepParameters & { signInId?: string | null | undefined } & Parameters,
) => Promise<SignIn>

/** A sign-in and its steps, which reject with a FrontdeskError. The steps stay the same functions. */
export interface UseSignInReturnType {
  /**
   * The sign-in under way on this client: one that another tab began, or that was there before a reload, too. Where
   * there is none its status is `needs_identifier` and its `id` `null`. One that a step has completed stays until
   * `reset()` or the next.
   */
  signIn: SignIn
  /** Whether a step is under way. */
  isPending: boolean
  /** Why the last step failed. */
  error: FrontdeskError | null
  /** Starts: with a password in one step, without one the answer says which factors there are. */
  create: (parameters?: CreateSignInParameters) => Promise<SignIn>
  /** Sends a code or a link. This and all below go on with `signIn`, unless `signInId` names another. */
  prepareFirstFactor: Step<FirstFactorPreparation>
  /** Proves who one is. */
  attemptFirstFactor: Step<FirstFactorAttempt>
  /** Sends a code or a link for the second proof. */
  prepareSecondFactor: Step<SecondFactorPreparation>
  /** Gives the second proof, also that of a new device. */
  attemptSecondFactor: Step<SecondFactorAttempt>
  /** Sets the new password that `needs_new_password` asks for. */
  resetPassword: Step<NewPassword>
  /** Asks how far it is, quietly: neither `isPending` nor `error` tells of it. */
  reload: () => Promise<SignIn>
  /** Forgets the sign-in and its error in this tab, without a request. One that is under way goes on in other tabs. */
  reset: () => void
  /** @internal The one under way as of now: a handler that takes several steps has not seen the renders between. */
  _read: () => SignIn
}

/** Callbacks, and whether the new session becomes this tab's. */
export type UseSignInOptions<Context = unknown> = ActionOptions<typeof signInMutationOptions, Context> &
  StepParameters

const names = [
  ...['prepareFirstFactor', 'attemptFirstFactor', 'prepareSecondFactor', 'attemptSecondFactor'],
  'resetPassword',
]

/**
 * Signs in without a page of its own: `POST /v1/client/sign_ins…`. When it is complete, the new session is this tab's,
 * also in a tab that has shown another account.
 *
 * @param options - TanStack Query's callbacks, for each step; `activate: false` leaves this tab its session.
 * @returns the sign-in, by whose `status` a form can `switch`, and its steps.
 */
export const useSignIn = <Context = unknown>(options?: UseSignInOptions<Context>): UseSignInReturnType =>
  useAttempt(
    signIns,
    signInMutationOptions,
    (step) => Object.fromEntries(names.map((name) => [name, step(`/${snakeCase(name)}`)])),
    options,
  ) as unknown as UseSignInReturnType
