import type { RuleBroken } from './rules/broken'
import type { Scene } from './scene'
import type { Step } from './steps'

/** A bug that was found and is yet to be mended; sequences that meet it count as passed. */
export interface Known {
  bug: string
  fits(error: RuleBroken, scene: Scene, steps: readonly Step[]): boolean
}

export const known: readonly Known[] = [
  {
    bug: "In production a GET that crosses another tab's sign-in carries the token from before, finds no client, and is believed.",
    fits: ({ message }, { key }, steps) =>
      /signed .* out, whom nobody had signed out/.test(message) &&
      key === 'live' &&
      steps.some((step) => step.do === 'sign in'),
  },
  {
    bug: 'A sign-out that another tab could not deliver is undone by a load that waits for a mutation.',
    fits: ({ message }, _, steps) =>
      /still has .* which is signed out/.test(message) &&
      steps.some((step) => /lose|hold|fault|offline|unplug/.test(step.do)) &&
      steps.some((step) => step.do === 'sign in' || step.do === 'switch'),
  },
]
