import type { Deed, PageDeed, Step, WorldDeed } from '../steps'
import type { Slot, World } from '../world'
import { tell } from './page'
import { doToTab } from './tab'
import { doToWorld } from './world'

/** Does what a step says, as far as it can be done now, and lets its time pass. */
export async function perform(world: World, step: Step): Promise<void> {
  if (isOfWorld(step)) doToWorld(world, step)
  else {
    const slot = world.slots[(step.tab - 1) % world.slots.length]
    if (slot) doInTab(world, slot, step)
  }
  if (step.ms > 0) await world.time.advance(step.ms)
}

function doInTab(world: World, slot: Slot, deed: Exclude<Deed, WorldDeed>) {
  slot.life.stimuli++
  // What concerns its surroundings alone is no reason to send anything.
  if (!/hide|go o|answer|forge/.test(deed.do)) slot.life.calmSince = undefined
  if (isOfPage(deed)) tell(world, slot.life, deed)
  else doToTab(world, slot, deed)
}

const isOfWorld = (deed: Deed): deed is WorldDeed => !('tab' in deed)
const isOfPage = (deed: Exclude<Deed, WorldDeed>): deed is PageDeed =>
  /^(sign|switch|get|watch|load c|retry)/.test(deed.do) && deed.do !== 'reload'
