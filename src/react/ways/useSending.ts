import { useState } from 'react'
import type { FrontdeskError } from '../../core/wire/errors'
import type { SignIn } from '../../core/wire/resources/signIn'
import type { SignUp } from '../../core/wire/resources/signUp'
import { useFrontdesk } from '../context'
import { type Flow, findTarget, sendFor, type Target } from './flow'
import { useCountdown } from './useCountdown'

/** How often something may be sent. */
export interface SendingOptions {
  /** Seconds to wait before it is sent again. Default: 30, which is Clerk's. */
  resendAfter?: number | undefined
}

export interface Sending {
  readonly target: Target | undefined
  readonly isSent: boolean
  /** The seconds to wait, for who renders them. */
  readonly watch: () => number
  readonly send: (
    given: Readonly<Record<string, unknown>> | undefined,
    extra: Readonly<Record<string, unknown>>,
  ) => Promise<SignIn | SignUp>
}

/** Milliseconds that what is sent stays good, so that an attempt tells when it was sent. */
const lifetime = 600_000

/** Sends codes and links, and not too often. */
export function useSending(
  flow: Flow,
  strategies: readonly [string, ...string[]],
  { resendAfter = 30 }: SendingOptions,
): Sending {
  const { ambient } = useFrontdesk()._internal
  const { id } = 'signIn' in flow ? flow.signIn : flow.signUp
  const target = findTarget(flow, strategies)
  const verification = target?.verification
  const isSent = verification?.status === 'unverified' && strategies.includes(verification.strategy as string)
  const [wait, setWait] = useState<{ id: string | null; until: number }>()
  // After a reload. A clock that differs from the server's by more makes no sense of it: then nobody waits.
  const sentAt = isSent && verification?.expireAt ? verification.expireAt - lifetime : 0
  const told = sentAt <= ambient.now() ? sentAt + resendAfter * 1000 : 0
  const { left, watch } = useCountdown(wait && wait.id === id ? wait.until : told)
  return {
    target,
    isSent,
    watch,
    async send(given = {}, extra) {
      // Impatience sends nothing.
      if (isSent && left() > 0 && Object.keys(given).length === 0) {
        return 'signIn' in flow ? flow.signIn : flow.signUp
      }
      try {
        const attempt = await sendFor(flow, strategies, given, extra)
        setWait({ id: attempt.id, until: ambient.now() + resendAfter * 1000 })
        return attempt
      } catch (error) {
        const { retryAfter } = error as FrontdeskError
        if (retryAfter) setWait({ id, until: ambient.now() + retryAfter * 1000 })
        throw error
      }
    },
  }
}
