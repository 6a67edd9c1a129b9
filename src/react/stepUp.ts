import {
  attemptReverificationFirstFactor,
  attemptReverificationSecondFactor,
  prepareReverificationFirstFactor,
  prepareReverificationSecondFactor,
  type ReverificationAttempt,
  type ReverificationPreparation,
  type ReverificationSecondAttempt,
  type ReverificationSecondPreparation,
  startReverification,
} from '../core/actions/reverification'
import type { Engine } from '../core/engine/engine'
import type { Frontdesk } from '../core/frontdesk'
import { FrontdeskError } from '../core/wire/errors'
import type { Unlisted } from '../core/wire/open'
import type { Reverification, ReverificationLevel } from '../core/wire/resources/reverification'

/** What every step-up has. */
export interface StepUpState {
  /** Whether a step is under way. */
  readonly isPending: boolean
  /** Why the last step failed. */
  readonly error: FrontdeskError | null
  /** Gives up: the calls that wait reject with `reverification_cancelled`. */
  readonly cancel: () => void
}

interface FirstFactorSteps
  extends Pick<Reverification, 'level' | 'supportedFirstFactors' | 'firstFactorVerification'> {
  /** Sends a code, or gets what a passkey is asked. */
  readonly prepareFirstFactor: (parameters: ReverificationPreparation) => Promise<Reverification>
  readonly attemptFirstFactor: (parameters: ReverificationAttempt) => Promise<Reverification>
}

interface SecondFactorSteps
  extends Pick<Reverification, 'level' | 'supportedSecondFactors' | 'secondFactorVerification'> {
  /** Sends a code. */
  readonly prepareSecondFactor: (parameters: ReverificationSecondPreparation) => Promise<Reverification>
  readonly attemptSecondFactor: (parameters: ReverificationSecondAttempt) => Promise<Reverification>
}

/** A step-up under way: a union by `status`, which says what is due. Its steps reject with a FrontdeskError. */
export type StepUp = StepUpState &
  (
    | ({ readonly status: 'needs_first_factor' } & FirstFactorSteps)
    | ({ readonly status: 'needs_second_factor' } & SecondFactorSteps)
    | ({ readonly status: Unlisted } & FirstFactorSteps & SecondFactorSteps)
  )

/** A call that waits, and the component that it was made in. */
interface Wait {
  readonly frontdesk: Frontdesk
  readonly owner: object
  readonly level: ReverificationLevel
  readonly resolve: () => void
  readonly reject: (reason: unknown) => void
}

interface Turn {
  readonly level: ReverificationLevel
  readonly sessionId: SessionId
  /** What ended it: of a step that is taken twice at a time, both are told. */
  last?: Reverification
}

type SessionId = string | null | undefined

/** The step-ups of a handle, one after another: calls that want the same share one. */
export interface StepUps {
  readonly listeners: Set<() => void>
  /** The one under way, for the component whose call has waited longest: one form is enough. */
  shownTo(owner: object): StepUp | undefined
  /**
   * Resolves when the user has proved who that is.
   *
   * @param sessionId - the session that the call was made as; `undefined` if that was not known.
   * @throws FrontdeskError
   */
  run(frontdesk: Frontdesk, owner: object, level: ReverificationLevel, sessionId: SessionId): Promise<void>
  /** The component is gone, and with it its calls. */
  leave(owner: object): void
}

const cancelled = () => new FrontdeskError('reverification_cancelled')

/** Another tab has begun anew, or is through: a session has one step-up at a time. */
const isOutdated = ({ code }: FrontdeskError) => /session_reverification(_missing)?$/.test(code)

/** Whether what is due cannot be proved by anything: the call would wait for ever. */
const hasNoWay = ({ status, supportedFirstFactors, supportedSecondFactors }: Reverification) =>
  (status === 'needs_first_factor' && supportedFirstFactors.length === 0) ||
  (status === 'needs_second_factor' && supportedSecondFactors.length === 0)

export function createStepUps(engine: Engine): StepUps {
  const { onChange } = engine
  const listeners = new Set<() => void>()
  let waits: readonly Wait[] = []
  let view: StepUp | undefined
  /** The step-up under way. */
  let turn: Turn | undefined

  function show(next: StepUp | undefined) {
    view = next
    for (const listener of listeners) listener()
  }

  /** Takes some calls out of the queue, and goes on with those that are left. */
  function release(isDone: (wait: Wait) => boolean): readonly Wait[] {
    const done = waits.filter(isDone)
    waits = waits.filter((wait) => !isDone(wait))
    const [next] = waits
    if (turn && next?.level === turn.level) show(view)
    else {
      turn = undefined
      show(undefined)
      if (next) begin(next)
    }
    return done
  }

  const isShown = (sessionId: SessionId) => sessionId === engine.shown.session.sessionId
  const start = (frontdesk: Frontdesk, { level }: Turn) => startReverification(frontdesk, { level })

  function begin({ frontdesk, level }: Wait) {
    const own: Turn = { level, sessionId: engine.shown.session.sessionId }
    turn = own
    take(own, () => start(frontdesk, own), frontdesk).catch((error) => {
      // Nobody can answer what has not begun.
      if (turn === own) for (const { reject } of release((wait) => wait.level === level)) reject(error)
    })
  }

  async function take(
    own: Turn,
    step: () => Promise<Reverification>,
    frontdesk: Frontdesk,
  ): Promise<Reverification> {
    if (turn !== own) throw cancelled()
    const change = (state: Pick<StepUpState, 'isPending' | 'error'>) =>
      turn === own && view && show({ ...view, ...state })
    change({ isPending: true, error: null })
    try {
      const reverification = await step()
      if (turn !== own) {
        if (own.last === reverification) return reverification
        throw cancelled()
      }
      if (view?.status !== reverification.status && hasNoWay(reverification)) {
        const error = new FrontdeskError('reverification_unavailable')
        for (const { reject } of release(({ level }) => level === own.level)) reject(error)
        throw error
      }
      if (reverification.status === 'complete') {
        own.last = reverification
        for (const { resolve } of release(({ level }) => level === own.level)) resolve()
      } else show(viewOf(own, reverification, frontdesk))
      return reverification
    } catch (error) {
      if (view && turn === own && isOutdated(error as FrontdeskError)) {
        const begun = await start(frontdesk, own).catch(() => {})
        if (begun && turn === own) show(viewOf(own, begun, frontdesk))
      }
      change({ isPending: false, error: error as FrontdeskError })
      throw error
    }
  }

  function viewOf(own: Turn, reverification: Reverification, frontdesk: Frontdesk): StepUp {
    const { sessionId } = own
    const step =
      <Parameters extends object>(
        action: (frontdesk: Frontdesk, parameters: Parameters) => Promise<Reverification>,
      ) =>
      (parameters: Parameters) =>
        take(own, () => action(frontdesk, { ...parameters, sessionId }), frontdesk)
    const all = {
      ...reverification,
      isPending: false,
      error: null,
      cancel: () => turn === own && cancel(() => true),
      prepareFirstFactor: step(prepareReverificationFirstFactor),
      attemptFirstFactor: step(attemptReverificationFirstFactor),
      prepareSecondFactor: step(prepareReverificationSecondFactor),
      attemptSecondFactor: step(attemptReverificationSecondFactor),
    }
    return all as StepUp
  }

  function cancel(isDone: (wait: Wait) => boolean) {
    for (const { reject } of release(isDone)) reject(cancelled())
  }

  // Nobody proves who somebody else is.
  onChange.add(() => {
    if (turn && !isShown(turn.sessionId)) cancel(() => true)
  })
  return {
    listeners,
    shownTo: (owner) => (waits[0]?.owner === owner ? view : undefined),
    run: (frontdesk, owner, level, sessionId = engine.shown.session.sessionId) =>
      new Promise((resolve, reject) => {
        if (!isShown(sessionId)) return reject(cancelled())
        const wait = { frontdesk, owner, level, resolve, reject }
        waits = [...waits, wait]
        if (!turn) begin(wait)
      }),
    leave: (owner) => cancel((wait) => wait.owner === owner),
  }
}
