import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { print, run } from './tools.mjs'

/**
 * How many files at a time. By default vitest leaves a core to itself, which is every second one on a small machine. But
 * tests wait now and then, for a disk, a module, an answer.
 */
const workers = availableParallelism() + 1

/**
 * Runs the tests of one vitest project, and counts them.
 * @param {string} project
 * @param {{ files?: string[], filter?: string[], env?: Record<string, string> }} [options] `files`: where they are;
 *   `filter`: which of them, as vitest is told
 * @returns {Promise<import('./steps.mjs').Count>}
 */
export async function runTests(project, { files = [], filter = [], env = {} } = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'frontdesk-'))
  const report = join(folder, 'report.json')
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  const how = ['--project', project, `--maxWorkers=${workers}`, ...reporters]
  const succeeded = await run(['vitest', 'run', ...how, ...files, ...filter], {
    env: { ...process.env, ...env },
  })
  const results = existsSync(report) ? JSON.parse(readFileSync(report, 'utf8')).testResults : []
  rmSync(folder, { recursive: true })
  return count(results, { succeeded, filtered: filter.length > 0 })
}

/**
 * Counts what vitest reports, and what it does not: a file that did not load, a skipped test, and a run
 * that failed although no test did, or that ran no test, count as failed.
 * @param {{ status: string, assertionResults: { status: string, fullName: string }[] }[]} files
 * @param {{ succeeded: boolean, filtered: boolean }} run
 * @returns {import('./steps.mjs').Count}
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
  for (const { fullName } of skipped) print(`Skipped, which counts as failed: ${fullName}`)
  const failed = broken + unloaded + skipped.length
  return { passed, failed: failed === 0 && (!succeeded || passed === 0) ? 1 : failed }
}
