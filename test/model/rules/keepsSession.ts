import { chosenBy, hasChosen, isArrival, isAttemptStep } from '../action'
import { doneSignOuts, mayPart, newChanges, openLives } from '../changes'
import { claimsOf } from '../jwt'
import { clientOf, type Life } from '../life'
import type { Action, World } from '../world'
import { hold } from './broken'

/** A tab keeps its session, and hands out tokens of no other. */
export function rule5KeepsSession(world: World): void {
  for (const { life, from, to } of newChanges(world)) {
    const { sessionId } = to
    if (!from || !sessionId || from === sessionId || world.scene.tabSession === 'follow') continue
    const asked = life.switches.indexOf(sessionId)
    const isAskedFor = asked >= 0 || passes(world, life, sessionId)
    if (asked >= 0) life.switches.splice(asked, 1)
    // Where a fault has answered a sign-out in the server's place, the server brings the tab's own session back.
    const isBack = sessionId === life.forged || doneSignOuts(world, sessionId).length > 0
    hold(
      5,
      isAskedFor || isBack || mayPart(world, life, from),
      () => `${life.name} went from ${from} to ${sessionId}, and nobody asked it to`,
    )
  }
  for (const life of world.lives) {
    const index = life.history.findIndex(({ state }) => state.session.sessionId !== undefined)
    const { chosen } = life
    if (index < life.examined || !chosen || world.scene.tabSession === 'follow') continue
    const { sessionId } = life.history[index]!.state.session
    hold(
      5,
      sessionId === chosen || mayPart(world, life, chosen),
      () => `${life.name} came back from a hosted page with ${chosen}, and shows ${sessionId}`,
    )
  }
  for (const action of world.actions) {
    if (action.isExamined) continue
    checkToken(world, action)
    // Who is shown already, and comes back as that, has come back.
    const id = isArrival(action.name) && chosenBy(action)
    if (id) passes(world, action.life, id)
  }
  if (world.scene.tabSession === 'pinned') for (const life of openLives(world)) lastClickWins(world, life)
}

/** Whether a provider or a link may make a session a tab's, once: a reload, and the tabs of a browser in turn, do not repeat it. */
function passes(world: World, { passages }: Life, sessionId: string): boolean {
  const session = world.fapi.sessions.find(({ id }) => id === sessionId)
  const fits = passages.filter(({ address }) => address === session?.identifier)
  const fresh = fits.find(({ isUsed }) => !isUsed)
  if (fresh) fresh.isUsed = true
  const isInTurn = world.scene.locks === 'work' && !world.isDelayed
  return fresh !== undefined || (!isInTurn && fits.length > 0)
}

/** Of several clicks and completed sign-ins the last one wins that was not refused, once all are answered. */
function lastClickWins(world: World, life: Life) {
  const clicks = world.actions.filter((action) => action.life.page === life.page && isClick(action.name))
  // Who comes back has clicked at some time while that was found out.
  const isMixed = clicks.some(
    (one) =>
      one.name === 'come back' &&
      clicks.some(
        (other) => other !== one && other.startedAt <= (one.settledAt ?? 0) && other.order >= one.order,
      ),
  )
  if (isMixed) return
  const last = clicks.findLast(chosenBy)
  const id = last && chosenBy(last)
  if (!id || clicks.some(({ settledAt }) => settledAt === undefined)) return
  // What was signed in in one root the others see when they ask, which they do soon.
  const isNews = last.life !== life && !clientOf(life)?.sessions.some((session) => session.id === id)
  const { sessionId, status } = life.frontdesk.state.session
  hold(
    5,
    sessionId === id || status === 'loading' || isNews || mayPart(world, life, id),
    () => `${life.name} shows ${sessionId}, and ${id} was clicked on last`,
  )
}

const isClick = (name: string) => /^(switch|do task)$/.test(name) || isAttemptStep(name) || isArrival(name)

/** After an answer that was asked for later, what a forged message took away is back. */
export function rule5ForgeriesPass(world: World): void {
  for (const life of openLives(world)) {
    const { forged } = life
    life.forged = undefined
    if (!forged || world.scene.tabSession === 'follow') continue
    const { sessionId } = life.frontdesk.state.session
    hold(
      5,
      sessionId === forged || hasChosen(world, life) || mayPart(world, life, forged),
      () => `${life.name} shows ${sessionId}, since a forged message said that ${forged} was over`,
    )
  }
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
