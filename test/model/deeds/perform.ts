import { openLives } from '../changes'
import type { Deed, PageDeed, Step, TabDeed, WorldDeed } from '../steps'
import type { TravelDeed } from '../ways/deeds'
import { travel } from '../ways/travel'
import type { World } from '../world'
import { tell } from './page'
import { doToTab } from './tab'
import { doToWorld } from './world'

/** Does what a step says, as far as it can be done now, and lets its time pass. */
export async function perform(world: World, step: Step): Promise<void> {
  if (isOfWorld(step)) doToWorld(world, step)
  else doInTab(world, step)
  if (step.ms > 0) await world.time.advance(step.ms)
}

function doInTab(world: World, deed: Exclude<Deed, WorldDeed>) {
  const around = <T>(items: readonly T[]) => items[(deed.tab - 1) % items.length]
  const root = around(openLives(world))
  const slot = isOfPage(deed) ? world.slots.find(({ life }) => life.page === root?.page) : around(world.slots)
  for (const life of slot?.life.page ?? []) {
    life.stimuli++
    // What concerns its surroundings alone is no reason to send anything.
    if (!/hide|go o|answer|forge/.test(deed.do)) life.calmSince = undefined
  }
  if (isTravel(deed)) travel(world, slot, deed)
  else if (!slot || !root) return
  else if (isOfPage(deed)) tell(world, root, deed)
  else doToTab(world, slot, deed)
}

const isOfWorld = (deed: Deed): deed is WorldDeed => !('tab' in deed)
const isTravel = (deed: TabDeed | PageDeed | TravelDeed): deed is TravelDeed =>
  /^(answer|go back|come|follow|open )/.test(deed.do)
const isOfPage = (deed: Exclude<Deed, WorldDeed>): deed is PageDeed =>
  /^(sign|begin|send|prove|switch|get|watch|load c|retry$|set|look|verify|do |step|leave to)/.test(deed.do)
