import type { Flow } from './flow'
import { type Code, useCode } from './useCode'
import type { SendingOptions } from './useSending'

/** How the code comes. */
export interface UsePhoneCodeOptions extends SendingOptions {
  /** Default: the instance's, which is by SMS. */
  channel?: 'sms' | 'whatsapp' | undefined
}

/**
 * Signs in by a code that comes to a telephone, as a first or a second proof, or verifies the number of a sign-up.
 *
 * @param flow - what `useSignIn()` or `useSignUp()` gives.
 *
 * @example
 * const code = usePhoneCode(useSignIn())
 * await code.send({ identifier: '+15555550100' })
 * await code.verify('424242')
 */
export const usePhoneCode = <F extends Flow>(
  flow: F,
  { channel, ...options }: UsePhoneCodeOptions = {},
): Code<F> => useCode(flow, sent, options, { channel })

const sent = { strategies: ['phone_code'] } as const
