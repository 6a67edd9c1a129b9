import { useCallback, useEffect, useState } from 'react'
import { reverificationAskedBy } from '../../core/actions/reverificationAsked'
import type { Engine } from '../../core/engine/engine'
import { listen } from '../../core/host/listen'
import { perHandle } from '../../core/host/perHandle'
import { FrontdeskError } from '../../core/wire/errors'
import type { ReverificationLevel } from '../../core/wire/resources/reverification'
import { useFrontdesk } from '../context'
import { createStepUps, type StepUp } from '../stepUp'
import { announced, useSource } from '../useSource'

/** Parameters of `useReverification()`. */
export interface UseReverificationParameters {
  /** What is to be proved where the refusal names nothing. Default: `second_factor`; without one, the first. */
  level?: ReverificationLevel | undefined
}

/** A call that may ask for a step-up, and the step-up. */
export interface UseReverificationReturnType<Parameters extends unknown[], Result> {
  /** Calls the function; once more after a step-up, if one is asked for. The same on every render. */
  call: (...parameters: Parameters) => Promise<Result>
  /** The step-up that is to be shown here; `undefined` where there is none. */
  reverification: StepUp | undefined
}

/** A component, and what it calls. */
interface Own<Call> {
  fetcher: Call
  isGone?: boolean
}

/**
 * Lets a user prove again who that is, where a call wants it: the Frontend API answers
 * `session_reverification_required`, an app's server 403 with Clerk's JSON. The call waits, `reverification` says what is
 * due, and after it the call is made again, with new tokens. Calls that are made at a time share one step-up, also those
 * of other components: it is shown where the first of them was made.
 *
 * @param fetcher - makes the call: an action of `frontdesk/core`, or a function of the app that resolves with a `Response`
 *   or with JSON.
 * @returns the call. It rejects with `reverification_cancelled` if the user gives up, another account is shown, or the
 *   component goes, and with `reverification_unavailable` if the user has nothing to prove it by.
 *
 * @example
 * const { call, reverification } = useReverification(() => fetchFresh(frontdesk, '/api/transfer', { method: 'POST' }))
 * if (reverification?.status === 'needs_first_factor')
 *   return <PasswordDialog
 *     onSubmit={(password) => reverification.attemptFirstFactor({ strategy: 'password', password })}
 *     onCancel={reverification.cancel}
 *   />
 */
export function useReverification<Parameters extends unknown[], Result>(
  fetcher: (...parameters: Parameters) => Promise<Result>,
  { level = 'second_factor' }: UseReverificationParameters = {},
): UseReverificationReturnType<Parameters, Result> {
  const frontdesk = useFrontdesk()
  const [own] = useState<Own<typeof fetcher>>({ fetcher })
  own.fetcher = fetcher
  const reverification = useSource(source, (engine) => stepUpsOf(engine).shownTo(own), nothing)
  useEffect(() => {
    own.isGone = false
    return () => {
      own.isGone = true
      stepUpsOf(frontdesk._internal).leave(own)
    }
  }, [frontdesk, own])
  const call = useCallback(
    async (...parameters: Parameters) => {
      const attempt = () => own.fetcher(...parameters)
      const { sessionId } = frontdesk.state.session
      let first: Result | undefined
      let failure: { readonly cause: unknown } | undefined
      try {
        first = await attempt()
      } catch (cause) {
        failure = { cause }
      }
      const asked = await reverificationAskedBy(failure ? failure.cause : first)
      if (asked) {
        if (own.isGone) throw new FrontdeskError('reverification_cancelled')
        const wanted = asked === true ? level : asked
        await stepUpsOf(frontdesk._internal).run(frontdesk, own, wanted, sessionId)
        return attempt()
      }
      if (failure) throw failure.cause
      return first as Result
    },
    [frontdesk, own, level],
  )
  return { call, reverification }
}

const stepUpsOf = (engine: Engine) => perHandle(engine, createStepUps)

const source = (engine: Engine) => announced(listen(stepUpsOf(engine).listeners))

const nothing = () => undefined
