import { expect, test } from 'vitest'
import { regressions } from './regressions'
import { RuleBroken } from './rules/broken'
import { play } from './run'

test.each(regressions)('behavior: $name', async ({ isOpen = false, scene, steps }) => {
  const played = play(scene, steps)
  // Once it is mended this fails: then its mark goes, and its entry in known.ts.
  if (isOpen) await expect(played).rejects.toThrow(RuleBroken)
  else await played
})
