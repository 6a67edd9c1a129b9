import type { RedirectOutcome } from '../../../src/core'
import { isAttemptStep } from '../action'
import { outcome } from '../changes'
import type { Action, ComeBack, World } from '../world'
import { hold } from './broken'

/** Who comes back from a provider is who was chosen there, or hears why not. */
export function rule5ComesBack(world: World): void {
  for (const action of world.actions) {
    const { cameBack, name } = action.life
    if (action.isExamined || action.name !== 'come back' || action.settledAt === undefined) continue
    if (!cameBack || isDisturbed(world, action, cameBack)) continue
    const result = action.value as RedirectOutcome
    const wanted = expected(cameBack)
    // Who has a task to do is led to that.
    if (action.life.frontdesk.state.session.status === 'pending' && result.status === 'signed-in') continue
    hold(
      5,
      wanted.includes(result.status),
      () => `${name} came back from a provider and is ${told(result)}, not ${wanted.join(' or ')}`,
    )
    if (result.status !== 'signed-in' || wanted.includes('refused')) continue
    const session = world.fapi.sessions.find(({ id }) => id === result.sessionId)
    hold(
      5,
      session?.identifier === `${cameBack.who}@example.com`,
      () => `${name} came back as ${cameBack.who}, and is ${session?.identifier}`,
    )
  }
}

const told = (result: RedirectOutcome) =>
  result.status === 'refused' ? `refused (${result.error.code})` : result.status

/** Whether anything went wrong so far, or another attempt, a click or a sign-out came between. */
function isDisturbed(world: World, { life }: Action, { order, who }: ComeBack): boolean {
  const isOther = (action: Action) =>
    action.life !== life &&
    (action.name === 'come back' ||
      isAttemptStep(action.name) ||
      /^(leave|switch|sign out|do task)/.test(action.name))
  return (
    world.isDelayed ||
    // What waits to be signed out may take the client along.
    world.signOuts.some((signOut) => outcome(signOut) !== 'confirmed') ||
    world.faults.length > 0 ||
    world.fapi.users.some((user) => user.identifier === `${who}@example.com` && user.banned) ||
    world.actions.some((action) => action.order >= order && isOther(action))
  )
}

function expected({ how, who }: ComeBack): readonly RedirectOutcome['status'][] {
  if (how === 'refuse' || how === 'fail') return ['refused']
  if (how === 'yes') return who === 'dora' ? ['continue-sign-in', 'signed-in'] : ['signed-in']
  // Who proved that the address is theirs before has come back with nothing left to prove.
  return ['continue-sign-in', 'continue-sign-up', 'signed-in']
}
