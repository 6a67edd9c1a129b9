import { doneSignOuts, isFinal, isSettled, openLives, outcome } from '../changes'
import { claimsOf } from '../jwt'
import type { SignOut, World } from '../world'
import { hold } from './broken'

/** Sign-out is final: in every tab, for every late answer, and for what is sent. */
export function rule3SignOutIsFinal(world: World): void {
  noneIsShown(world)
  noneComesBack(world)
  nothingIsSent(world)
  isShownAsSigningOut(world)
  noTokenWhileSigningOut(world)
}

/** Once it is done no tab that can hear of it has the session. */
function noneIsShown(world: World) {
  for (const signOut of world.signOuts) {
    if (!/confirmed|undelivered/.test(outcome(signOut))) continue
    for (const life of openLives(world)) {
      if (life.page !== signOut.life.page && !world.scene.channel) continue
      const shown = life.known.at(-1)?.sessionIds
      for (const id of signOut.sessionIds.filter((one) => isFinal(world, signOut, one)))
        hold(3, !shown?.includes(id), () => `${life.name} still has ${id}, which is signed out`)
    }
  }
}

/** In the end it holds, too, though its page was gone before anything was sent. */
export function rule3HoldsForClosedPages(world: World): void {
  if (world.slots.length === 0) return
  for (const signOut of world.signOuts) {
    if (outcome(signOut) !== 'pending' || isSettled(world, signOut)) continue
    for (const id of signOut.sessionIds)
      hold(3, !world.isSignedIn(id), () => `${id} is still signed in: ${signOut.life.name} had signed it out`)
  }
}

/** What a tab has seen end does not come back to it. */
function noneComesBack(world: World) {
  for (const life of world.lives) {
    for (const { sessionIds } of life.known.slice(life.examinedKnown))
      for (const id of sessionIds)
        hold(3, !life.gone.has(id), () => `${id}, which was over, came back to ${life.name}`)
    const past = new Set(life.known.flatMap(({ sessionIds }) => sessionIds))
    for (const id of life.known.at(-1)?.sessionIds ?? []) past.delete(id)
    for (const id of past) if (!world.isSignedIn(id)) life.gone.add(id)
  }
}

/** A tab that knows a session to be over sends nothing in its name. */
function nothingIsSent(world: World) {
  for (const { gone, known, name, network } of world.lives)
    for (const id of gone) {
      const last = known.findLastIndex(({ sessionIds }) => sessionIds.includes(id))
      const knownSince = known[last + 1]!.order
      for (const { order, path, sessionInQuery } of network.requests) {
        const carries = (path.includes(id) && !path.endsWith('/remove')) || sessionInQuery === id
        hold(3, !carries || order <= knownSince, () => `${name} sent ${path} after ${id} was over`)
      }
    }
}

function isShownAsSigningOut({ signOuts }: World) {
  for (const signOut of signOuts) {
    if (outcome(signOut) !== 'pending' || signOut.life.isClosed) continue
    for (const { frontdesk, name } of signOut.life.page) {
      const { sessionId, status } = frontdesk.state.session
      if (!signOut.sessionIds.includes(sessionId ?? '')) continue
      hold(3, status === 'signing-out', () => `${name} shows ${sessionId} as ${status} while it signs out`)
    }
  }
}

function noTokenWhileSigningOut(world: World) {
  for (const action of world.actions) {
    if (!/token/.test(action.name) || typeof action.value !== 'string' || action.isExamined) continue
    const { sid } = claimsOf(action.value)
    const started = world.actions.indexOf(action)
    const ofThis = ({ life, sessionIds }: SignOut) =>
      life.page === action.life.page && sessionIds.includes(sid)
    const isSigningOut = world.signOuts.some(
      (signOut) =>
        ofThis(signOut) &&
        world.actions.indexOf(signOut.action) < started &&
        // What another root has shown is counted by itself.
        (signOut.life === action.life
          ? (signOut.action.shownAfter ?? Number.POSITIVE_INFINITY) > action.shownAfter!
          : (signOut.action.settledAt ?? Number.POSITIVE_INFINITY) > action.settledAt!),
    )
    const isLater = doneSignOuts(world, sid).some(
      (signOut) =>
        signOut.life === action.life &&
        ofThis(signOut) &&
        isFinal(world, signOut, sid) &&
        signOut.action.shownAfter! <= action.shownBefore,
    )
    hold(
      3,
      !isSigningOut && !isLater,
      () => `${action.life.name} handed out a token of ${sid}, signed out before`,
    )
  }
}
