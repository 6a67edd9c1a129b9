import { mayPart, newChanges } from '../changes'
import type { World } from '../world'
import { hold } from './broken'

/** Only an authoritative answer signs out. */
export function rule2OnlyAuthoritativeSignsOut(world: World): void {
  for (const { life, from, to } of newChanges(world)) {
    if (from === undefined || to.status !== 'signed-out') continue
    hold(2, mayPart(world, life, from), () => `${life.name} signed ${from} out, whom nobody had signed out`)
  }
}
