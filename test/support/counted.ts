import { watchToken } from '../../src/core/features/tokens/refresh'
import { fakeTime } from './time'
import { alice, createWorld, type WorldOptions } from './world'

/** Tabs of a signed-in browser, ready, with the requests counted from here on. */
export async function openCounted({ tabs = 1, ...options }: WorldOptions & { tabs?: number } = {}) {
  const time = fakeTime()
  const world = await createWorld({ signedIn: [alice], ...options })
  const pages = Array.from({ length: tabs }, (_, tab) => world.open({ ambient: { random: seeded(tab) } }))
  await time.advance(1000)
  const before = world.requests().length
  /** The requests since the pages have settled. */
  const since = () => world.requests().slice(before)
  const watchAll = () => {
    const target = { sessionId: world.seeded!.sessionIds[0]!, organizationId: null }
    const stops = pages.map(({ frontdesk }) => watchToken(frontdesk._internal, target))
    return () => {
      for (const stop of stops) stop()
    }
  }
  return { time, world, pages, page: pages[0]!, since, watchAll }
}

/** Numbers from 0 up to 1 that look random, the same for each seed. */
export function seeded(seed: number): () => number {
  let state = seed + 1
  return () => {
    state = (state * 48_271) % 0x7fffffff
    return state / 0x7fffffff
  }
}
