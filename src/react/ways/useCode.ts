import {
  type AttemptOf,
  type Fields,
  type Flow,
  factorNotFound,
  findTarget,
  type SendParameters,
  type Sent,
} from './flow'
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

/** The code of one of these strategies. */
export function useCode<F extends Flow>(
  flow: F,
  sent: Sent,
  options: SendingOptions = {},
  extra: Fields = {},
): Code<F> {
  const { isSent, send, target, watch } = useSending(flow, sent, options)
  return {
    isSent,
    safeIdentifier: target?.safeIdentifier ?? null,
    get resendIn() {
      return watch()
    },
    send: (parameters) => send(parameters as Fields | undefined, extra) as Promise<AttemptOf<F>>,
    async verify(code) {
      const due = findTarget(flow, sent, flow._read())
      if (!due) throw factorNotFound(sent)
      return due.attempt({ strategy: due.strategy, code: code.replace(/\s/g, '') }) as Promise<AttemptOf<F>>
    },
  }
}
