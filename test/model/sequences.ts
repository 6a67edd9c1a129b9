import { test } from 'vitest'
import { holdsFor, type Sequences } from './property'
import type { Scene } from './scene'

/** How many sequences one test plays. */
const chunk = 50

/** How many times as many as usual: `npm run test:chaos` says. */
const factor = Number(process.env.MODEL_FACTOR ?? 1)

/** Without one of its own, each run plays the same. */
const firstSeed = Number(process.env.MODEL_SEED ?? 1)

/** Tests that play random sequences in scenes that have `scene` in common. */
export function testSequences(
  sequences: number,
  scene: Partial<Scene>,
  more: Pick<Sequences, 'ways'> = {},
): void {
  const seeds = Array.from(
    { length: Math.ceil((sequences * factor) / chunk) },
    (_, index) => firstSeed + index,
  )
  test.each(seeds)(`behavior: the rules hold in ${chunk} random sequences of seed %i`, (seed) =>
    holdsFor({ runs: chunk, seed, scene, ...more }),
  )
}
