import { openLives } from '../changes'
import { anyonesQuery } from '../life'
import type { World } from '../world'
import { hold } from './broken'

/** No leak between identities: whoever is shown finds nothing cached of anybody else. */
export function rule4NoLeak(world: World): void {
  for (const life of world.lives) {
    for (const { state, cached } of life.history.slice(life.examined)) {
      const { userId } = state.session
      if (userId === undefined) continue
      const strangers = cached.filter(
        (owner) => owner !== undefined && owner !== 'nobody' && owner !== userId,
      )
      hold(4, strangers.length === 0, () => `${life.name} shows ${userId} what was fetched for ${strangers}`)
    }
  }
  for (const { name, frontdesk, queryClient } of openLives(world)) {
    const { userId } = frontdesk.state.session
    const owners = [['watched'], ['unwatched']].map((key) => queryClient.getQueryData<string>(key))
    const stranger = owners.find((owner) => owner !== undefined && owner !== 'nobody' && owner !== userId)
    hold(
      4,
      userId === undefined || stranger === undefined,
      () => `${name} shows ${userId} what came late for ${stranger}`,
    )
    const prices = queryClient.getQueryData(anyonesQuery)
    hold(4, prices === 'prices', () => `${name} lost what belongs to no identity`)
  }
}
