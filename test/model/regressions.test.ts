import { test } from 'vitest'
import { regressions } from './regressions'
import { play } from './run'

test.each(regressions)('behavior: $name', ({ scene, steps }) => play(scene, steps))
