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
    bug: 'On a clock that is behind, a token that came with the client counts as new when the first is asked for.',
    fits: ({ rule }, { skew }) => rule === 7 && skew < 0,
  },
  {
    bug: 'What a page learns from its refresh, after a mutation was lost or overlapped another, is not told to the other tabs.',
    fits: ({ message }, _, steps) =>
      message.includes('by itself') &&
      (steps.some((step) => /lose|hold|fault|offline|unplug/.test(step.do)) || hasOverlap(steps)),
  },
  {
    bug: 'In production a sign-in that creates the client races the bootstrap, or the sign-in, of another tab.',
    fits: ({ message }, { key }, steps) =>
      /there are \d+ clients/.test(message) && key === 'live' && steps.some((step) => step.do === 'sign in'),
  },
  {
    bug: 'Without BroadcastChannel nothing catches up, on focus neither.',
    fits: ({ message }, { channel }) => !channel && message.includes('by itself'),
  },
  {
    bug: 'A clock that is set back stops all retrying for as long as it was set back.',
    fits: ({ message }, _, steps) =>
      /stays (loading|degraded|error)|never came to an end/.test(message) &&
      steps.some((step) => step.do === 'move clock' && step.minutes < 0),
  },
]

/** Whether something else began before a sign-in, a switch or a sign-out can have come to its end. */
const hasOverlap = (steps: readonly Step[]) =>
  steps.some((step) => /^(sign|switch)/.test(step.do) && step.ms < 60)
