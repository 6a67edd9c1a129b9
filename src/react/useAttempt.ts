import { useMemo, useState } from 'react'
import { forgottenIn } from '../core/actions/forgotten'
import { takeStep } from '../core/actions/step'
import type { Engine } from '../core/engine/engine'
import type { Frontdesk } from '../core/frontdesk'
import { listen } from '../core/host/listen'
import { orElse } from '../core/host/orElse'
import type { FrontdeskMutationOptions } from '../core/query/mutationOptions'
import { announce } from '../core/store/store'
import type { FapiMethod } from '../core/wire/request'
import type { Attempt, AttemptOnClient, Kind } from '../core/wire/resources/attempt'
import { useFrontdesk } from './context'
import { type ActionOptions, useAction } from './useAction'
import { announced, useSource } from './useSource'

type MutationOptions<A> = (
  frontdesk: Frontdesk,
) => FrontdeskMutationOptions<A, readonly [take: () => Promise<A>]>

type Parameters = Readonly<Record<string, unknown>>
type Step<A> = (parameters?: Parameters) => Promise<A>

/** The steps beside `create`. @param step - makes one, by what is behind the attempt in its path. */
type MakeSteps<A> = (
  step: (action: string, method?: FapiMethod) => Step<A>,
) => Readonly<Record<string, Step<A>>>

/** What a component knows beside the client. */
interface Own<A> {
  /** What its last step gave. */
  taken?: A | undefined
  /** What was on the client by then. */
  before?: AttemptOnClient | null | undefined
  /** What was on the client last, as it came and as it reads. */
  rider?: AttemptOnClient | null | undefined
  known?: A | undefined
  resets: number
}

const source = ({ onSessions }: Engine) => announced(listen(onSessions))

/** The attempt that a component shows: the client's, but what its own last step gave where the client says less. */
function shownAttempt<A extends Attempt>(engine: Engine, { name, none, read }: Kind<A>, own: Own<A>): A {
  const { taken, before } = own
  const rider = engine.client?.[name]
  if (own.rider !== rider) own.known = orElse(() => read(rider, ''))
  own.rider = rider
  const { known } = own
  const isDone = taken?.status === 'complete'
  return (
    [
      // A link that is followed elsewhere leaves a completed one on the client: nothing to whoever begins anew.
      (taken?.id === known?.id ? !isDone : known?.status !== 'complete') && known,
      // A client forgets what is complete. And what is wrong with it never masks what a step gave.
      (isDone || before === rider) && taken,
    ].find((one) => one && !forgottenIn(engine).read().includes(one.id!)) || none
  )
}

/** A sign-in or a sign-up as one component sees it, and its steps. */
export function useAttempt<A extends Attempt, Context>(
  kind: Kind<A>,
  mutation: MutationOptions<A>,
  makeSteps: MakeSteps<A>,
  {
    activate,
    ...callbacks
  }: ActionOptions<MutationOptions<A>, Context> & { activate?: boolean | undefined } = {},
) {
  const { name, none } = kind
  const frontdesk = useFrontdesk()
  const engine = frontdesk._internal
  // No state: a handler that takes two steps has not seen the render between them.
  const [own] = useState<Own<A>>({ resets: 0 })
  const { isPending, error, mutateAsync, reset } = useAction(mutation, callbacks)
  const current = () => shownAttempt(engine, kind, own)
  const shown = useSource(source, current, () => none)
  // biome-ignore lint/correctness/useExhaustiveDependencies: all others are the same on every render.
  const steps = useMemo(() => {
    const idName = `${name}Id`
    const ids = forgottenIn(engine)
    const forget = (id: unknown) => {
      // The last few: there is one at a time.
      ids.write(`${ids.read()} ${id}`.slice(-99))
      announce(engine)
    }
    // As an option of the call, `onSuccess` runs for the latest step only, and not after `reset()`.
    const onSuccess = (taken?: A) => {
      own.taken = taken
      own.before = engine.client?.[name]
      // The same step, taken anew while it was under way, gives the same attempt.
      ids.write(ids.read().replace(`${taken?.id}`, ''))
    }
    const prepare = (action?: string, method?: FapiMethod, parameters: Parameters = {}) => {
      const { resets } = own
      const id = parameters[idName] ?? current().id
      return async () => {
        const all = { activate, ...parameters, [idName]: id }
        const taken = await takeStep(frontdesk, kind, all, action, method)
        if (resets !== own.resets) forget(taken.id)
        return taken
      }
    }
    const step =
      (action?: string, method?: FapiMethod): Step<A> =>
      (parameters) =>
        mutateAsync([prepare(action, method, parameters)], { onSuccess })
    return {
      _read: current,
      create: step(),
      ...makeSteps(step),
      async reload() {
        const before = current()
        own.taken = before
        const taken = await prepare('', 'GET')()
        if (own.taken === before) {
          onSuccess(taken)
          announce(engine)
        }
        return taken
      },
      reset() {
        own.resets++
        forget(current().id)
        onSuccess()
        reset()
      },
    }
  }, [frontdesk, activate, mutateAsync, reset])
  return { [name]: shown, isPending, error, ...steps }
}
