import type { Flow } from './flow'
import { type Code, useCode } from './useCode'
import type { SendingOptions } from './useSending'

/**
 * Signs in by a code that is e-mailed, as a first or a second proof, or verifies the address of a sign-up.
 *
 * @param flow - what `useSignIn()` or `useSignUp()` gives.
 *
 * @example
 * const code = useEmailCode(useSignIn())
 * await code.send({ identifier: 'alice@example.com' })
 * await code.verify('424242')
 */
export const useEmailCode = <F extends Flow>(flow: F, options?: SendingOptions): Code<F> =>
  useCode(flow, sent, options)

const sent = { strategies: ['email_code'] } as const
