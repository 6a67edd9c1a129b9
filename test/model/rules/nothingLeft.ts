import { openLives } from '../changes'
import type { World } from '../world'
import { hold } from './broken'

/** Nothing piles up, over remounts neither: whoever is mounted has one channel and listens once. */
export function rule11NothingPilesUp(world: World): void {
  for (const { name, held } of openLives(world)) {
    const { channels, listeners } = held
    hold(
      11,
      channels <= 1 && listeners <= 1,
      () => `${name} holds ${channels} channels, ${listeners} listeners`,
    )
  }
}

/** Nothing is left behind: one macrotask after the last unmount no timer, listener, channel or lock. */
export async function rule11NothingIsLeft(world: World): Promise<void> {
  for (const life of openLives(world)) {
    for (const stop of life.unwatch.splice(0)) stop()
    life.unmount()
  }
  await world.time.advance(1)
  for (const life of openLives(world)) {
    const left = Object.entries(life.held).filter(([, count]) => count !== 0)
    hold(11, left.length === 0, () => `${life.name} left ${left.map(([what, count]) => `${count} ${what}`)}`)
  }
}
