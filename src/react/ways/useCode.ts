import type { SignIn } from '../../core/wire/resources/signIn'
import type { SignUp } from '../../core/wire/resources/signUp'
import type { UseSignInReturnType } from '../hooks/useSignIn'
import { type Flow, factorNotFound, type SendParameters } from './flow'
import { type SendingOptions, useSending } from './useSending'

/** A code that is sent, and given back. `F` is what `useSignIn()` or `useSignUp()` gives. */
export interface Code<F extends Flow = Flow> {
  /** Whether one was sent that can be given back. */
  readonly isSent: boolean
  /** Where it is sent to, masked unless the user typed it. `null` where nobody knows yet. */
  readonly safeIdentifier: string | null
  /** Seconds until it may be sent again; 0 if it may. Who reads it renders each second. */
  readonly resendIn: number
  /**
   * Sends a code: with what `create()` takes where nothing has begun, or another one is meant. However often it is called
   * while a code is under way, or before it may be sent again, one is sent.
   *
   * @throws FrontdeskError, e.g. `form_identifier_not_found`; `factor_not_found` if there is nowhere to send it.
   */
  readonly send: (parameters?: SendParameters<F>) => Promise<AttemptOf<F>>
  /**
   * Gives the code back. Blanks in it do not count.
   *
   * @throws FrontdeskError, e.g. `form_code_incorrect`, `verification_expired`, `verification_failed`;
   *   `factor_not_found` if none could have been sent.
   */
  readonly verify: (code: string) => Promise<AttemptOf<F>>
}

/** A sign-in or a sign-up. */
export type AttemptOf<F extends Flow> = F extends UseSignInReturnType ? SignIn : SignUp

/** The code of one of these strategies. */
export function useCode<F extends Flow>(
  flow: F,
  strategies: readonly [string, ...string[]],
  options: SendingOptions = {},
  extra: Readonly<Record<string, unknown>> = {},
): Code<F> {
  const { isSent, send, target, watch } = useSending(flow, strategies, options)
  const code: Code<F> = {
    isSent,
    safeIdentifier: target?.safeIdentifier ?? null,
    get resendIn() {
      return watch()
    },
    send: (parameters) =>
      send(parameters as Readonly<Record<string, unknown>> | undefined, extra) as Promise<AttemptOf<F>>,
    async verify(given) {
      if (!target) throw factorNotFound(strategies)
      const { attempt, strategy } = target
      return attempt({ strategy, code: given.replace(/\s/g, '') }) as Promise<AttemptOf<F>>
    },
  }
  return code
}
