import { readFileSync } from 'node:fs'
import { beforeAll, describe, expect, test } from 'vitest'
import { failureOf, mutate } from './mutation'
import { mutations } from './mutations'
import { type Outcome, runMutations } from './run'

let unchanged: Outcome[]
let mutated: Outcome[][]

beforeAll(async () => {
  for (const mutation of mutations) mutate(mutation, readFileSync(`src/${mutation.file}`, 'utf8'))
  ;({ unchanged, mutated } = await runMutations(mutations))
}, 360_000)

test('behavior: each of the twelve rules has a guard that is taken out', () => {
  expect(new Set(mutations.map(({ rule }) => rule))).toEqual(
    new Set(Array.from({ length: 12 }, (_, index) => index + 1)),
  )
})

test('behavior: with the sources as they are, all these tests pass', () => {
  expect(unchanged.length).toBeGreaterThan(12)
  expect(unchanged.filter(({ state }) => state !== 'passed')).toEqual([])
})

describe('the rules fail where', () => {
  test.each(mutations.map(({ rule, what, caughtBy }, index) => [rule, what, caughtBy[1], index] as const))(
    'behavior: rule %i · %s',
    (_, __, name, index) => {
      const failed = mutated[index]!.filter(({ state }) => state === 'failed')
      expect(failed, `"${name}" must notice`).not.toEqual([])
      expect(new Set(failed.flatMap(({ errors }) => errors))).toEqual(new Set([failureOf(mutations[index]!)]))
    },
  )
})
