import { mayPart, newChanges } from '../changes'
import { claimsOf } from '../jwt'
import type { Action, World } from '../world'
import { hold } from './broken'

/** A tab keeps its session, and hands out tokens of no other. */
export function rule5KeepsSession(world: World): void {
  for (const { life, from, to } of newChanges(world)) {
    const { sessionId } = to
    if (!from || !sessionId || from === sessionId || world.scene.tabSession === 'follow') continue
    const isAskedFor = life.switches.delete(sessionId)
    hold(
      5,
      isAskedFor || mayPart(world, life, from),
      () => `${life.name} went from ${from} to ${sessionId}, and nobody asked it to`,
    )
  }
  for (const action of world.actions) if (!action.isExamined) checkToken(world, action)
}

function checkToken(world: World, { name, value, life, shownBefore, shownAfter }: Action) {
  if (!/token/.test(name) || typeof value !== 'string') return
  const { sid, sub } = claimsOf(value)
  const meanwhile = life.history.slice(Math.max(0, shownBefore - 1), shownAfter)
  const shown = meanwhile.map(({ state }) => state.session.sessionId)
  hold(5, shown.includes(sid), () => `${life.name} handed out a token of ${sid} while it showed ${shown}`)
  const session = world.fapi.sessions.find(({ id }) => id === sid)
  hold(5, !session || session.userId === sub, () => `the token of ${sid} is not its user's`)
}
