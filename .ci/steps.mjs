import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { run } from './tools.mjs'

/**
 * @typedef {{ passed: number, failed: number }} Count
 * @typedef {{ run: (filter: string[]) => Promise<Count>, chromium?: boolean, build?: boolean }} Step
 */

/**
 * What `npm test` runs, in this order. `chromium` and `build` say what a step needs when it runs alone.
 * @type {Record<string, Step>}
 */
export const steps = {
  types: check('tsc'),
  lint: check('biome', 'ci', '--colors=off', '.'),
  build: check('tsup'),
  unit: project('unit'),
  mutations: project('mutations'),
  model: project('model'),
  browser: { ...project('browser'), chromium: true },
  e2e: { ...project('e2e'), chromium: true, build: true },
  conformance: { ...project('conformance'), chromium: true },
  stories: { ...project('stories'), chromium: true },
  dist: { ...project('dist'), build: true },
}

/**
 * A command that counts as one check.
 * @param {string[]} commandLine
 * @returns {Step}
 */
function check(...commandLine) {
  return {
    run: async () =>
      (await run(commandLine, { quiet: true })) ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 },
  }
}

/**
 * The tests of one vitest project.
 * @param {string} name
 * @returns {Step}
 */
function project(name) {
  return {
    run: async (filter) => {
      const folder = mkdtempSync(join(tmpdir(), 'frontdesk-'))
      const report = join(folder, 'report.json')
      const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
      const succeeded = await run(['vitest', 'run', '--project', name, ...reporters, ...filter])
      const files = existsSync(report) ? JSON.parse(readFileSync(report, 'utf8')).testResults : []
      rmSync(folder, { recursive: true })
      return count(files, { succeeded, filtered: filter.length > 0 })
    },
  }
}

/**
 * Counts what vitest reports, and what it does not: a file that did not load, a skipped test, and a run
 * that failed although no test did, or that ran no test, count as failed.
 * @param {{ status: string, assertionResults: { status: string, fullName: string }[] }[]} files
 * @param {{ succeeded: boolean, filtered: boolean }} run
 * @returns {Count}
 */
function count(files, { succeeded, filtered }) {
  const tests = files.flatMap((file) => file.assertionResults)
  const passed = tests.filter(({ status }) => status === 'passed').length
  const broken = tests.filter(({ status }) => status === 'failed').length
  const unloaded = files.filter(
    (file) => file.status === 'failed' && file.assertionResults.length === 0,
  ).length
  // A filter leaves tests out on purpose, and vitest calls those skipped, too.
  const skipped = filtered ? [] : tests.filter(({ status }) => status !== 'passed' && status !== 'failed')
  for (const { fullName } of skipped) console.log(`Skipped, which counts as failed: ${fullName}`)
  const failed = broken + unloaded + skipped.length
  return { passed, failed: failed === 0 && (!succeeded || passed === 0) ? 1 : failed }
}
