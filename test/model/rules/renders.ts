import type { FrontdeskState } from '../../../src/core'
import type { World } from '../world'
import { hold } from './broken'

/** Nothing renders for nothing: what is announced is new. Another error is, even if it reads the same. */
export function rule6NothingRendersForNothing({ lives }: World): void {
  for (const { name, history, examined } of lives)
    for (let index = Math.max(1, examined); index < history.length; index++) {
      const [before, after] = [history[index - 1]!.state, history[index]!.state]
      const isSame = facts(before) === facts(after)
      const isSessionNew = before.session !== after.session
      const isConnectionNew =
        before.connection.status !== after.connection.status ||
        before.connection.error !== after.connection.error
      hold(6, isConnectionNew || !isSame, () => `${name} announced what it had announced before`)
      hold(
        6,
        !isSessionNew || JSON.stringify(moving(before)) !== JSON.stringify(moving(after)),
        () => `${name} replaced its session by an equal one`,
      )
    }
}

const facts = (state: FrontdeskState) =>
  JSON.stringify([state.connection.status, state.connection.error?.code, moving(state)])

/** The session without what moves with time alone. */
const moving = ({ session: { session, ...rest } }: FrontdeskState) => [
  rest,
  session && { ...session, lastActiveAt: 0, updatedAt: 0, factorVerificationAge: 0 },
]
