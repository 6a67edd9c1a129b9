import type { Life } from '../life'
import type { TabDeed } from '../steps'
import { type Slot, shownIn, type World } from '../world'

/** Does something to a tab, or to what comes to it. */
export function doToTab(world: World, slot: Slot, deed: TabDeed): void {
  const { life } = slot
  const { tab } = life
  switch (deed.do) {
    case 'duplicate':
      world.open({ tab: tab.duplicate(), inherited: shownIn(world, life) })
      break
    case 'close':
      world.close(slot)
      break
    case 'reload':
      world.reload(slot)
      break
    case 'remount':
      for (const stop of life.unwatch.splice(0)) stop()
      life.unmount()
      life.remount()
      break
    case 'hide':
      if (life.hiddenSince === undefined) life.stimuliSinceHidden = 0
      life.hiddenSince ??= world.requestCount()
      tab.hide()
      break
    case 'show':
    case 'focus':
      life.hiddenSince = undefined
      tab[deed.do]()
      break
    case 'go offline':
    case 'go online':
      setOnline(world, life, deed.do === 'go online')
      break
    case 'lose answer':
    case 'hold answer':
      world.isDelayed = true
      life.network.mishandlings.push({ at: deed.at, how: deed.do === 'lose answer' ? 'lose' : 'hold' })
  }
}

export function setOnline(world: World, life: Life, isOnline: boolean): void {
  if (!isOnline) world.isDelayed = true
  life.tab[isOnline ? 'goOnline' : 'goOffline']()
}
