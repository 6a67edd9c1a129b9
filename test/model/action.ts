import type { SignIn } from '../../src/core'
import type { Life } from './life'
import type { Action, World } from './world'

/** Calls an action, and writes down what comes of it. */
export function start<T>(world: World, life: Life, name: string, run: () => Promise<T>): Action {
  const action: Action = {
    name,
    life,
    order: world.requestCount(),
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
      life.page === page &&
      (name === 'switch' || Boolean((value as Partial<SignIn> | undefined)?.createdSessionId)),
  )
