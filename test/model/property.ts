import fc from 'fast-check'
import { RuleBroken } from './rules/broken'
import { play } from './run'
import { type Scene, scenes } from './scene'
import { type Step, steps } from './steps'

export interface Sequences {
  /** How many. */
  runs: number
  seed: number
  /** Leads straight to the counterexample that a report names. */
  path?: string | undefined
  /** Steps in each at most. Default: 12. */
  maxLength?: number | undefined
  /** How often whole ways in are gone, beside 19 parts of all else. Default: 1. */
  ways?: number | undefined
  /** The parts of the scene that are the same in all. */
  scene?: Partial<Scene> | undefined
}

/** Plays random sequences. @throws the shortest one found that breaks a rule, ready to be pasted as a regression. */
export async function holdsFor({
  runs,
  seed,
  path,
  maxLength = 12,
  scene = {},
  ways,
}: Sequences): Promise<void> {
  const property = fc.asyncProperty(scenes(scene), steps(maxLength, ways), play)
  const details = await fc.check(property, { numRuns: runs, seed, ...(path && { path }) })
  if (!details.failed) return
  const [at, list] = details.counterexample ?? []
  throw report(
    details.errorInstance,
    `seed: ${details.seed}, path: '${details.counterexamplePath}'`,
    at,
    list,
  )
}

function report(cause: unknown, where: string, scene?: Scene, list: readonly Step[] = []): Error {
  const what = cause instanceof RuleBroken ? cause.message : String((cause as Error)?.stack ?? cause)
  const lines = [
    what,
    '',
    `{ ${where} }`,
    'To keep it, paste into test/model/regressions.ts:',
    '',
    `  { name: '…', scene: ${literal(scene)}, steps: [`,
    ...list.map((step) => `    ${literal(step)},`),
    '  ] },',
  ]
  return new Error(lines.join('\n'), { cause })
}

/** As it would stand in TypeScript. */
const literal = (value: unknown) =>
  JSON.stringify(value)
    .replace(/"(\w+)":/g, ' $1: ')
    .replaceAll('"', "'")
    .replaceAll('}', ' }')
