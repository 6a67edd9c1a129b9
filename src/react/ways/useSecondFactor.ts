import type { SecondFactor, SignIn } from '../../core/wire/resources/signIn'
import type { UseSignInReturnType } from '../hooks/useSignIn'
import { findTarget, isSecond, type Sent } from './flow'
import { type Code, useCode } from './useCode'
import type { SendingOptions } from './useSending'

/** Which second proof to give. */
export interface UseSecondFactorOptions extends SendingOptions {
  /** Default: the first that there is of `totp`, `phone_code`, `email_code` and `backup_code`. */
  strategy?: 'totp' | 'backup_code' | 'phone_code' | 'email_code' | undefined
}

/** The second proof of a sign-in. */
export interface SecondFactorCode extends Omit<Code<UseSignInReturnType>, 'send'> {
  /** Whether a second proof is due: of who has a second factor, or of a device that is new to the account. */
  readonly isDue: boolean
  /** What there is to choose from, for `strategy`; empty while none is due. */
  readonly factors: readonly SecondFactor[]
  /** What `verify()` takes; undefined where there is none. */
  readonly strategy: string | undefined
  /** Whether it has to be sent first: codes of an authenticator app and backup codes are there already. */
  readonly needsSending: boolean
  /** Sends the code, once at a time, and not before it may be sent again. */
  readonly send: () => Promise<SignIn>
}

/**
 * Gives the second proof that a sign-in asks for.
 *
 * @param flow - what `useSignIn()` gives.
 *
 * @example
 * const second = useSecondFactor(signIn, { strategy })
 * if (second.needsSending && !second.isSent) await second.send()
 * await second.verify('424242')
 */
export function useSecondFactor(
  flow: UseSignInReturnType,
  { strategy: wanted, ...options }: UseSecondFactorOptions = {},
): SecondFactorCode {
  const { signIn } = flow
  const sent: Sent = { strategies: wanted ? [wanted] : usual, isSecond: true }
  const strategy = findTarget(flow, sent, signIn)?.strategy
  const code = useCode(flow, sent, options)
  // It has a getter that no copy may read.
  return Object.assign(code, {
    isDue: isSecond(signIn),
    factors: signIn.supportedSecondFactors,
    strategy,
    needsSending: /^(phone|email)_/.test(strategy ?? ''),
  })
}

const usual = ['totp', 'phone_code', 'email_code', 'backup_code'] as const
