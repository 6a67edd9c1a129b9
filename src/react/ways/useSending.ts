import { useReducer, useState } from 'react'
import { askedFor, type FrontdeskError } from '../../core/wire/errors'
import type { SignIn } from '../../core/wire/resources/signIn'
import type { SignUp } from '../../core/wire/resources/signUp'
import { useFrontdesk } from '../context'
import { type Fields, type Flow, findTarget, isOther, type Sent, sendFor, type Target } from './flow'
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
  readonly send: (given: Fields | undefined, extra: Fields) => Promise<SignIn | SignUp>
}

/** Until when to wait before the next, in milliseconds since 1970. */
interface Wait {
  id?: string | null
  until: number
  /** What asked to wait. */
  refusal?: FrontdeskError | undefined
}

/** Milliseconds that what is sent stays good, so that an attempt tells when it was sent. */
const lifetime = 600_000

/** Sends codes and links, and not too often. */
export function useSending(flow: Flow, sent: Sent, { resendAfter = 30 }: SendingOptions): Sending {
  const { ambient } = useFrontdesk()._internal
  // No state: a handler that sends twice has not seen the render between.
  const [last] = useState<Wait>({ until: 0 })
  const [, render] = useReducer((renders: number) => renders + 1, 0)

  function look(attempt: SignIn | SignUp) {
    const target = findTarget(flow, sent, attempt)
    const verification = target?.verification
    const isSent = verification?.status === 'unverified'
    // After a reload. A clock that differs from the server's by more makes no sense of it: then nobody waits.
    const sentAt = (isSent && verification.expireAt && verification.expireAt - lifetime) || 0
    const told = sentAt <= ambient.now() ? sentAt + resendAfter * 1000 : 0
    const until = last.id === attempt.id && (isSent || last.refusal) ? last.until : told
    return { target, isSent, until }
  }

  function wait(id: string | null, seconds: number, refusal?: FrontdeskError) {
    Object.assign(last, { id, until: ambient.now() + seconds * 1000, refusal } satisfies Wait)
    render()
  }

  const { target, isSent, until } = look('signIn' in flow ? flow.signIn : flow.signUp)
  const watch = useCountdown(until)
  return {
    target,
    isSent,
    watch,
    async send(all = {}, extra) {
      const given = Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined))
      const attempt = flow._read()
      const known = look(attempt)
      // Impatience sends nothing.
      const { id, refusal } = last
      if (refusal && id === attempt.id && last.until > ambient.now()) throw refusal
      if (known.isSent && known.until > ambient.now() && !isOther(flow, sent, given)) {
        return 'signUp' in flow && Object.keys(given).length > 0 ? flow.update(given) : attempt
      }
      try {
        const taken = await sendFor(flow, sent, given, extra)
        wait(taken.id, resendAfter)
        return taken
      } catch (error) {
        const refusal = error as FrontdeskError
        const asked = askedFor(refusal)
        if (asked) wait(attempt.id, asked / 1000, refusal)
        throw error
      }
    },
  }
}
