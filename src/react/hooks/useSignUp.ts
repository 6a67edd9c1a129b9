import type {
  CreateSignUpParameters,
  SignUpChange,
  VerificationAttempt,
  VerificationPreparation,
} from '../../core/actions/signUp'
import type { StepParameters } from '../../core/actions/step'
import { signUpMutationOptions } from '../../core/query/signUp'
import type { FrontdeskError } from '../../core/wire/errors'
import { type SignUp, signUps } from '../../core/wire/resources/signUp'
import type { ActionOptions } from '../useAction'
import { useAttempt } from '../useAttempt'

type Step<Parameters> = (
  parameters: StepParameters & { signUpId?: string | null | undefined } & Parameters,
) => Promise<SignUp>

/** A sign-up and its steps, which reject with a FrontdeskError. The steps stay the same functions. */
export interface UseSignUpReturnType {
  /**
   * The sign-up under way on this client: one that another tab began, or that was there before a reload, too. Where
   * there is none its status is `missing_requirements` and its `id` `null`. One that a step has completed stays until
   * `reset()` or the next.
   */
  signUp: SignUp
  /** Whether a step is under way. */
  isPending: boolean
  /** Why the last step failed. */
  error: FrontdeskError | null
  /** Starts, with as much as is known. */
  create: (parameters?: CreateSignUpParameters) => Promise<SignUp>
  /** Says more, or something else. This and all below go on with `signUp`, unless `signUpId` names another. */
  update: Step<SignUpChange>
  /** Sends a code or a link. */
  prepareVerification: Step<VerificationPreparation>
  /** Verifies an address, a number or a wallet. */
  attemptVerification: Step<VerificationAttempt>
  /** Asks how far it is, quietly: neither `isPending` nor `error` tells of it. */
  reload: () => Promise<SignUp>
  /** Forgets the sign-up and its error in this tab, without a request. One that is under way goes on in other tabs. */
  reset: () => void
  /** @internal The one under way as of now: a handler that takes several steps has not seen the renders between. */
  _read: () => SignUp
}

/** Callbacks, and whether the new session becomes this tab's. */
export type UseSignUpOptions<Context = unknown> = ActionOptions<typeof signUpMutationOptions, Context> &
  StepParameters

/**
 * Signs up without a page of its own: `POST /v1/client/sign_ups…`. When it is complete, the new session is this tab's,
 * also in a tab that has shown another account.
 *
 * @param options - TanStack Query's callbacks, for each step; `activate: false` leaves this tab its session.
 * @returns the sign-up, by whose `status`, `missingFields` and `unverifiedFields` a form can go on, and its steps.
 */
export const useSignUp = <Context = unknown>(options?: UseSignUpOptions<Context>): UseSignUpReturnType =>
  useAttempt(
    signUps,
    signUpMutationOptions,
    (step) => ({
      update: step('', 'PATCH'),
      prepareVerification: step('/prepare_verification'),
      attemptVerification: step('/attempt_verification'),
    }),
    options,
  ) as unknown as UseSignUpReturnType
