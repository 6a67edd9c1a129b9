import type { Life } from './life'
import type { Action, World } from './world'

/** Calls an action, and writes down what comes of it. */
export function start<T>(world: World, life: Life, name: string, run: () => Promise<T>): Action {
  const action: Action = {
    name,
    life,
    order: world.requestCount(),
    startedAt: Date.now(),
    shownBefore: life.history.length,
    settledAt: undefined,
  }
  const settle = (outcome: Partial<Action>) =>
    Object.assign(action, outcome, { settledAt: Date.now(), shownAfter: life.history.length })
  world.actions.push(action)
  run().then(
    (value) => settle({ value }),
    (error) => settle({ error: error ?? 'nothing' }),
  )
  return action
}

/** Whether somebody chose a session in a page: by a switch, even one that was refused, or by completing a sign-in. */
export const hasChosen = ({ actions }: World, { page }: Life): boolean =>
  actions.some(
    ({ life, name, value }) =>
      life.page === page && (name === 'switch' || Boolean(chosenBy({ name, value }))),
  )

/** The session that an action has made a page's, if it was not refused. */
export function chosenBy({ name, value }: Pick<Action, 'name' | 'value'>): string | null | undefined {
  const { id, createdSessionId, sessionId } = (value ?? {}) as Record<string, string | null | undefined>
  if (name === 'switch' || name === 'do task') return id
  return isAttemptStep(name) ? createdSessionId : isArrival(name) ? sessionId : undefined
}

/** Whether an action is a step of a sign-in or a sign-up. */
export const isAttemptStep = (name: string): boolean =>
  /^(sign in|begin|send|prove|set password|look|verify|accept)/.test(name)

/** Whether it is what an app does on a page that a provider or a link has led to. */
export const isArrival = (name: string): boolean => name === 'come back' || name === 'finish link'
