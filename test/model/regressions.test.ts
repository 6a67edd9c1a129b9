import { test } from 'vitest'
import { regressions } from './regressions'
import { play } from './run'

// By name in full: the mutations look for some of them.
test.each(regressions.map(({ name, ...regression }) => [name, regression] as const))(
  'behavior: %s',
  (_, { scene, steps }) => play(scene, steps),
)
