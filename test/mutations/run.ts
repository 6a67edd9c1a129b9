import { availableParallelism } from 'node:os'
import { resolve } from 'node:path'
import { createVitest, type TestCase, type Vite } from 'vitest/node'
import { type Mutation, mutate, namePattern } from './mutation'

/** What became of the tests that a mutation names. */
export interface Outcome {
  name: string
  state: string
  /** The name of the error that each failed with; of a rule that the model test found broken, which one. */
  errors: (string | undefined)[]
}

const source = (file: string) => resolve('src', file)

/** Changes one module as it is loaded; nothing is written. */
const taking = (mutation: Mutation): Vite.Plugin => ({
  name: 'mutation',
  enforce: 'pre',
  transform: (code, id) => (id.split('?')[0] === source(mutation.file) ? mutate(mutation, code) : undefined),
})

/** The tests that each mutation names, with its guard taken out, and all of them with the sources as they are. */
export async function runMutations(
  mutations: readonly Mutation[],
): Promise<{ mutated: Outcome[][]; unchanged: Outcome[] }> {
  const vitest = await createVitest('test', {
    config: false,
    watch: false,
    // This file's own worker waits for them.
    maxWorkers: availableParallelism() + 1,
    reporters: [{}],
    projects: [project(unchanged), ...mutations.map((mutation) => project(mutation.what, taking(mutation)))],
  })
  try {
    const tests = (name: string, file: string, testNamePattern: RegExp) =>
      vitest.projects
        .find((known) => known.name === name)!
        .createSpecification(source(file), { testNamePattern })
    const { testModules } = await vitest.runTestSpecifications([
      ...[...byFile(mutations)].map(([file, all]) =>
        tests(unchanged, file, new RegExp(all.map((mutation) => namePattern(mutation).source).join('|'))),
      ),
      ...mutations.map((mutation) => tests(mutation.what, mutation.caughtBy[0], namePattern(mutation))),
    ])
    const outcomes = (name: string) =>
      testModules
        .filter((module) => module.project.name === name)
        .flatMap((module) => [...module.children.allTests()].filter(isRun).map(outcome))
    return { mutated: mutations.map(({ what }) => outcomes(what)), unchanged: outcomes(unchanged) }
  } finally {
    await vitest.close()
  }
}

const unchanged = 'unchanged'

const project = (name: string, ...plugins: Vite.Plugin[]) => ({
  plugins,
  resolve: { tsconfigPaths: true },
  test: { name, setupFiles: ['test/setup/dom.ts'], testTimeout: 30_000 },
})

const isRun = (test: TestCase) => test.result().state !== 'skipped'

function outcome(test: TestCase): Outcome {
  const { state, errors = [] } = test.result()
  return {
    name: test.fullName,
    state,
    errors: errors.map(({ name, message }) => /^rule \d+(?=:)/.exec(message)?.[0] ?? name),
  }
}

function byFile(mutations: readonly Mutation[]): Map<string, Mutation[]> {
  const groups = new Map<string, Mutation[]>()
  for (const mutation of mutations) {
    const [file] = mutation.caughtBy
    groups.set(file, [...(groups.get(file) ?? []), mutation])
  }
  return groups
}
